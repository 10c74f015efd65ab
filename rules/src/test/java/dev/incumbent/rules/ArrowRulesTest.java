package dev.incumbent.rules;

import static dev.incumbent.rules.Classes.offenders;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.incumbent.rules.Layout.Module;
import java.util.EnumSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ArrowRulesTest {
  private static final Layout SEEDED = new Layout("seeded.arrows");
  private static final JavaClasses SEEDS = Classes.seeded(SEEDED);

  @Test
  void seesTheRealClassesAndNotTheirBrokenTwins() {
    assertThat(Classes.PROJECT.get("dev.incumbent.coordinator.GrantNumbers").getSource())
        .hasValueSatisfying(
            source ->
                assertThat(source.getUri().toString())
                    .containsPattern("/core/target/|/incumbent-core/"));
  }

  @Test
  void seesClassesOfEveryModule() {
    assertThat(
            Classes.PROJECT.stream()
                .map(Layout.PROJECT::moduleOf)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Module.class))))
        .isEqualTo(EnumSet.complementOf(EnumSet.of(Module.BREAKS)));
  }

  @ParameterizedTest
  @EnumSource(value = Module.class, names = "BREAKS", mode = EnumSource.Mode.EXCLUDE)
  void everyModuleDependsOnlyOnItsOwn(Module module) {
    ArrowRules.dependsOnlyOnItsOwn(Layout.PROJECT, module).check(Classes.PROJECT);
  }

  @Test
  void coreNeedsOnlyJavaBase() {
    ArrowRules.coreNeedsOnlyJavaBase(Layout.PROJECT).check(Classes.PROJECT);
  }

  @Test
  void commandsUsePorts() {
    ArrowRules.commandsUsePorts(Layout.PROJECT).check(Classes.PROJECT);
  }

  @Test
  void noFenceSeesAnother() {
    ArrowRules.noFenceSeesAnother(Layout.PROJECT).check(Classes.PROJECT);
  }

  @Test
  void noCoordinatorSeesAnother() {
    ArrowRules.noCoordinatorSeesAnother(Layout.PROJECT).check(Classes.PROJECT);
  }

  @ParameterizedTest
  @CsvSource({
    "CORE, CoreUsesCluster",
    "CLIENT, ClientUsesCluster",
    "CLUSTER, ClusterUsesCli",
    "COORDINATORS, CoordinatorUsesCluster",
    "FENCES, FenceUsesCluster",
    "HISTORY, HistoryUsesCluster",
    "FAULTS, FaultsUseCluster",
    "KITS, KitUsesFence",
    "CLI, CliUsesBreaks",
    "BREAKS, BreaksUsesExamples",
    "BENCHMARKS, BenchmarksUseCore",
    "EXAMPLES, ExampleUsesCli",
  })
  void convictsAnArrowThatPointsTheWrongWay(Module module, String culprit) {
    assertThat(offenders(ArrowRules.dependsOnlyOnItsOwn(SEEDED, module), SEEDS))
        .containsExactly(culprit);
  }

  @Test
  void convictsCoreThatNeedsMoreThanJavaBase() {
    assertThat(offenders(ArrowRules.coreNeedsOnlyJavaBase(SEEDED), SEEDS))
        .containsExactly("CoreUsesSql");
  }

  @Test
  void convictsACommandThatBypassesThePortsAndLetsTheServerPass() {
    assertThat(offenders(ArrowRules.commandsUsePorts(SEEDED), SEEDS))
        .containsExactly("StatusUsesCluster");
  }

  @Test
  void convictsAFenceThatSeesAnother() {
    assertThat(
            ArrowRules.noFenceSeesAnother(SEEDED).evaluate(SEEDS).getFailureReport().getDetails())
        .anySatisfy(line -> assertThat(line).contains("FenceUsesOtherFence"));
  }

  @Test
  void convictsACoordinatorThatSeesAnother() {
    assertThat(
            ArrowRules.noCoordinatorSeesAnother(SEEDED)
                .evaluate(SEEDS)
                .getFailureReport()
                .getDetails())
        .anySatisfy(line -> assertThat(line).contains("CoordinatorUsesOtherCoordinator"));
  }
}
