package dev.incumbent.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static dev.incumbent.rules.Classes.haveNo;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** What every class of ours looks like, whichever module it is in. */
final class ShapeRules {
  private ShapeRules() {}

  /** NullAway checks only marked packages: an unmarked one would be silently unchecked. */
  static ArchRule packagesAreNullMarked() {
    return classes()
        .should(
            haveNo(
                "package without @NullMarked",
                type ->
                    type.getPackage().isAnnotatedWith(NullMarked.class)
                        ? Stream.empty()
                        : Stream.of(type.getPackageName() + " is not @NullMarked")));
  }

  /** "Am I the leader?" is stale when it is answered; offer to run the work under a leadership. */
  static ArchRule nobodyAsksWhetherItLeads() {
    return classes()
        .should(
            haveNo(
                "public boolean isLeader()",
                type ->
                    type.getMethods().stream()
                        .filter(method -> asksWhetherItLeads(type, method))
                        .map(JavaMethod::getDescription)));
  }

  private static boolean asksWhetherItLeads(JavaClass type, JavaMethod method) {
    String answer = method.getRawReturnType().getName();
    return method.getName().equals("isLeader")
        && (answer.equals("boolean") || answer.equals(Boolean.class.getName()))
        && isVisible(type)
        && (method.getModifiers().contains(JavaModifier.PUBLIC)
            || method.getModifiers().contains(JavaModifier.PROTECTED));
  }

  private static boolean isVisible(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC);
  }
}
