package dev.incumbent.rules;

import static dev.incumbent.rules.Classes.offenders;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DeterminismRulesTest {
  private static final Layout SEEDED = new Layout("seeded.determinism");
  private static final JavaClasses SEEDS = Classes.seeded(SEEDED);

  /** Seeds that the rule must leave alone. */
  private static final Set<String> INNOCENT = Set.of("Ordered", "SystemHost");

  @Test
  void coreIsDeterministic() {
    DeterminismRules.coreIsDeterministic(Layout.PROJECT, DeterminismRules.HOSTS)
        .check(Classes.PROJECT);
  }

  @Test
  void everyHostExists() {
    assertThat(DeterminismRules.HOSTS).allMatch(Classes.PROJECT::contain);
  }

  @Test
  void convictsEverySeedAndNoOther() {
    Set<String> guilty =
        SEEDS.stream()
            .filter(type -> type.getEnclosingClass().isEmpty())
            .map(JavaClass::getSimpleName)
            .filter(name -> !INNOCENT.contains(name))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(guilty).hasSizeGreaterThan(10);
    assertThat(offenders(ruleWithHost(), SEEDS)).isEqualTo(guilty);
  }

  private static ArchRule ruleWithHost() {
    return DeterminismRules.coreIsDeterministic(SEEDED, List.of("seeded.determinism.SystemHost"));
  }
}
