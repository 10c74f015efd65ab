package dev.incumbent.rules;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Arrays;

/**
 * Which module a class belongs to, told by its package below {@code base}.
 *
 * <p>The rules take a layout instead of naming the project's packages, so that they run unchanged
 * over a seeded tree with another base.
 */
record Layout(String base) {
  static final Layout PROJECT = new Layout("dev.incumbent");

  /**
   * One module, or one family of modules by technology, and the package below the base that it
   * owns.
   */
  enum Module {
    CORE(""),
    CLIENT("client"),
    CLUSTER("cluster"),
    COORDINATORS("coordinators"),
    FENCES("fence"),
    HISTORY("history"),
    KITS("kit"),
    SIMULATION("simulation"),
    FAULTS("faults"),
    CLI("cli"),
    /**
     * Code that is broken on purpose, under a name of its own. The project has none: the classes of
     * {@code testing/breaks} are twins of real ones and bear their names.
     */
    BREAKS("breaks"),
    BENCHMARKS("benchmarks"),
    EXAMPLES("examples");

    private final String packageName;

    Module(String packageName) {
      this.packageName = packageName;
    }
  }

  boolean owns(JavaClass type) {
    return isIn(type, base);
  }

  /** Core owns every package that no other module claims. */
  Module moduleOf(JavaClass type) {
    return Arrays.stream(Module.values())
        .filter(module -> module != Module.CORE && isIn(type, base + "." + module.packageName))
        .findFirst()
        .orElse(Module.CORE);
  }

  DescribedPredicate<JavaClass> in(Module module) {
    return DescribedPredicate.describe(
        "belong to " + module, type -> owns(type) && moduleOf(type) == module);
  }

  /** Whether the class is in the package below the base or in one below that. */
  boolean isBelow(JavaClass type, String packageName) {
    return isIn(type, base + "." + packageName);
  }

  private static boolean isIn(JavaClass type, String packageName) {
    String actual = type.getPackageName();
    return actual.equals(packageName) || actual.startsWith(packageName + ".");
  }
}
