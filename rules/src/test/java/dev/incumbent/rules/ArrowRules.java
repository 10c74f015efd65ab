package dev.incumbent.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static dev.incumbent.rules.Classes.haveNo;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import dev.incumbent.rules.Layout.Module;
import java.lang.module.ModuleFinder;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Who may depend on whom. */
final class ArrowRules {
  /** What each module may use of ours, besides itself. */
  static final Map<Module, Set<Module>> ALLOWED = allowed();

  /**
   * The parts of the command line that start, or reach, the real thing. Every other command goes
   * through core's ports, so that it works with each coordinator alike.
   */
  static final List<String> CLI_HOSTS =
      List.of("cli.server", "cli.dev", "cli.demo", "cli.fence", "cli.bench.wire");

  private static final Set<String> JAVA_BASE =
      ModuleFinder.ofSystem().find("java.base").orElseThrow().descriptor().packages();

  private ArrowRules() {}

  private static Map<Module, Set<Module>> allowed() {
    Map<Module, Set<Module>> arrows = new EnumMap<>(Module.class);
    arrows.put(Module.CORE, EnumSet.noneOf(Module.class));
    arrows.put(Module.CLIENT, EnumSet.of(Module.CORE));
    arrows.put(Module.CLUSTER, EnumSet.of(Module.CORE, Module.CLIENT));
    arrows.put(Module.COORDINATORS, EnumSet.of(Module.CORE, Module.CLIENT));
    arrows.put(Module.FENCES, EnumSet.of(Module.CORE));
    arrows.put(Module.HISTORY, EnumSet.of(Module.CORE));
    arrows.put(Module.KITS, EnumSet.of(Module.CORE));
    arrows.put(Module.SIMULATION, EnumSet.of(Module.CORE));
    arrows.put(Module.FAULTS, EnumSet.of(Module.CORE, Module.HISTORY, Module.FENCES));
    arrows.put(
        Module.CLI,
        EnumSet.of(
            Module.CORE,
            Module.HISTORY,
            Module.SIMULATION,
            Module.FAULTS,
            Module.CLUSTER,
            Module.FENCES));
    arrows.put(Module.BREAKS, EnumSet.complementOf(EnumSet.of(Module.EXAMPLES, Module.BENCHMARKS)));
    arrows.put(Module.BENCHMARKS, EnumSet.noneOf(Module.class));
    arrows.put(Module.EXAMPLES, EnumSet.of(Module.CORE, Module.CLUSTER, Module.FENCES));
    return arrows;
  }

  static ArchRule dependsOnlyOnItsOwn(Layout layout, Module module) {
    Set<Module> allowed = EnumSet.copyOf(ALLOWED.getOrDefault(module, Set.of()));
    allowed.add(module);
    return classes()
        .that(layout.in(module))
        .should(
            haveNo(
                "dependency outside " + allowed,
                type ->
                    ours(layout, type)
                        .filter(dependency -> !allowed.contains(targetModule(layout, dependency)))
                        .map(Dependency::getDescription)));
  }

  static ArchRule coreNeedsOnlyJavaBase(Layout layout) {
    return classes()
        .that(layout.in(Module.CORE))
        .should(
            haveNo(
                "dependency outside java.base",
                type ->
                    type.getDirectDependenciesFromSelf().stream()
                        .filter(dependency -> !isBasic(layout, target(dependency)))
                        .map(Dependency::getDescription)));
  }

  static ArchRule commandsUsePorts(Layout layout) {
    DescribedPredicate<JavaClass> ordinary =
        DescribedPredicate.describe(
            "are not in " + CLI_HOSTS,
            type -> CLI_HOSTS.stream().noneMatch(host -> layout.isBelow(type, host)));
    Set<Module> hosted = EnumSet.of(Module.CLUSTER, Module.COORDINATORS, Module.FENCES);
    return classes()
        .that(layout.in(Module.CLI).and(ordinary))
        .should(
            haveNo(
                "dependency on " + hosted,
                type ->
                    ours(layout, type)
                        .filter(dependency -> hosted.contains(targetModule(layout, dependency)))
                        .map(Dependency::getDescription)));
  }

  static ArchRule noFenceSeesAnother(Layout layout) {
    return slices().matching(layout.base() + ".fence.(*)..").should().notDependOnEachOther();
  }

  static ArchRule noCoordinatorSeesAnother(Layout layout) {
    return slices().matching(layout.base() + ".coordinators.(*)..").should().notDependOnEachOther();
  }

  private static Stream<Dependency> ours(Layout layout, JavaClass type) {
    return type.getDirectDependenciesFromSelf().stream()
        .filter(dependency -> layout.owns(target(dependency)));
  }

  private static boolean isBasic(Layout layout, JavaClass target) {
    return target.isPrimitive()
        || layout.owns(target)
        || JAVA_BASE.contains(target.getPackageName())
        || target.getPackageName().equals("org.jspecify.annotations");
  }

  private static Module targetModule(Layout layout, Dependency dependency) {
    return layout.moduleOf(target(dependency));
  }

  private static JavaClass target(Dependency dependency) {
    return dependency.getTargetClass().getBaseComponentType();
  }
}
