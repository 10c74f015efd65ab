package dev.incumbent.rules;

import static java.util.stream.Collectors.toCollection;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The class files under test, and what the rules over them share. */
final class Classes {
  /**
   * Where the broken twins of real classes are. They bear the names of the real ones, which they
   * would hide.
   */
  private static final Pattern TWINS = Pattern.compile(".*/(testing/breaks|incumbent-breaks)/.*");

  /** What the project ships or runs, without its tests and without what is broken on purpose. */
  static final JavaClasses PROJECT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.matches(TWINS))
          .importPackages(Layout.PROJECT.base());

  private Classes() {}

  static JavaClasses seeded(Layout layout) {
    return new ClassFileImporter().importPackages(layout.base());
  }

  /** A condition that a class meets when {@code faults} finds nothing to say about it. */
  static ArchCondition<JavaClass> haveNo(String what, Function<JavaClass, Stream<String>> faults) {
    return new ArchCondition<>("have no " + what) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        faults.apply(type).forEach(fault -> events.add(SimpleConditionEvent.violated(type, fault)));
      }
    };
  }

  /** The simple names of the classes that break the rule. */
  static Set<String> offenders(ArchRule rule, JavaClasses classes) {
    Set<String> names = new TreeSet<>();
    rule.evaluate(classes)
        .handleViolations(
            (Collection<JavaClass> types, String message) ->
                names.addAll(
                    types.stream()
                        .map(JavaClass::getSimpleName)
                        .collect(toCollection(TreeSet::new))));
    return names;
  }
}
