package dev.incumbent.rules;

import static dev.incumbent.rules.Classes.offenders;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import org.junit.jupiter.api.Test;

class ShapeRulesTest {
  private static final JavaClasses SEEDS = Classes.seeded(new Layout("seeded.shape"));

  @Test
  void packagesAreNullMarked() {
    ShapeRules.packagesAreNullMarked().check(Classes.PROJECT);
  }

  @Test
  void nobodyAsksWhetherItLeads() {
    ShapeRules.nobodyAsksWhetherItLeads().check(Classes.PROJECT);
  }

  @Test
  void convictsAPackageThatIsNotNullMarked() {
    assertThat(offenders(ShapeRules.packagesAreNullMarked(), SEEDS)).containsExactly("Unmarked");
  }

  @Test
  void convictsAPublicIsLeader() {
    assertThat(offenders(ShapeRules.nobodyAsksWhetherItLeads(), SEEDS))
        .containsExactly("AsksWhetherItLeads");
  }
}
