package dev.incumbent.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static dev.incumbent.rules.Classes.haveNo;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import dev.incumbent.rules.Layout.Module;
import java.util.List;
import java.util.stream.Stream;

/**
 * What core may not do, so that one seed gives one run: read a clock, draw randomness of its own,
 * iterate in hash order, start or wait for a thread, do I/O, write a log.
 *
 * <p>The rule covers all of core but {@link #HOSTS}: a new package is deterministic unless it is
 * named there, not the other way round.
 */
final class DeterminismRules {
  /** Classes of core that touch the real world for the rest; each with its reason. */
  static final List<String> HOSTS =
      List.of(
          // Those who write this machine's name and those who compare it must mean the same.
          "dev.incumbent.spi.ThisHost");

  private DeterminismRules() {}

  static ArchRule coreIsDeterministic(Layout layout, List<String> hosts) {
    DescribedPredicate<JavaClass> pure =
        DescribedPredicate.describe(
            "are none of " + hosts, type -> !hosts.contains(outermost(type).getName()));
    return classes()
        .that(layout.in(Module.CORE).and(pure))
        .should(haveNo("source of nondeterminism", DeterminismRules::faults));
  }

  private static Stream<String> faults(JavaClass type) {
    return Stream.of(bannedTypes(type), bannedCalls(type), synchronizedMethods(type))
        .flatMap(faults -> faults);
  }

  private static Stream<String> bannedTypes(JavaClass type) {
    return type.getDirectDependenciesFromSelf().stream()
        .filter(
            dependency ->
                DeterminismBans.bansType(
                    dependency.getTargetClass().getBaseComponentType().getName()))
        .map(Dependency::getDescription);
  }

  private static Stream<String> bannedCalls(JavaClass type) {
    return type.getCodeUnitAccessesFromSelf().stream()
        .filter(DeterminismRules::isBanned)
        .map(JavaCodeUnitAccess::getDescription);
  }

  private static boolean isBanned(JavaCodeUnitAccess<?> access) {
    return DeterminismBans.bansCall(
        access.getTargetOwner().getName(),
        access.getTarget().getName(),
        access.getTarget().getRawParameterTypes().size());
  }

  private static Stream<String> synchronizedMethods(JavaClass type) {
    return type.getMethods().stream()
        .filter(method -> method.getModifiers().contains(JavaModifier.SYNCHRONIZED))
        .map(method -> method.getDescription() + " is synchronized");
  }

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(DeterminismRules::outermost).orElse(type);
  }
}
