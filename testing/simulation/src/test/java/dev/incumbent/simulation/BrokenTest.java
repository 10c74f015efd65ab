package dev.incumbent.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokenTest {
  /** Some seeds more than it took, so that another order of what is drawn does not matter. */
  @ParameterizedTest
  @CsvSource({
    "STORE_WITHOUT_CHECK, 100, I1",
    "RULE_1_AT_ONCE, 300, I7",
    "RULE_2_NO_NEW_TTL, 100, I7",
    "RULE_3_ANY_TERM, 300, I7",
    "RULE_4_HELD_AGAIN, 100, I9",
    "RULE_5_UNPROCESSED, 100, I11",
    "DEADLINE_WITHOUT_MARGIN, 100, I7",
    "RECORDS_ACKNOWLEDGE_AT_ONCE, 100, I7",
    "RECORDS_LEASE_OVER_EARLY, 500, I7",
    "RECORDS_LOST_REPLY_IS_REFUSED, 500, I4",
    "RECORDS_RELEASE_FORGETS, 100, I4",
    "RECORDS_WITHOUT_VERSION, 100, I4"
  })
  void isConvictedWithinSoManySeeds(Broken broken, long seeds, String invariant) {
    convicts(broken, seeds, invariant);
  }

  @ParameterizedTest
  @CsvSource({
    "WITHOUT_CHECK, 100, I1",
    "ACKNOWLEDGED_AT_ONCE, 100, I4",
    "WRITE_LOST, 100, I4",
    "APPLIED_AGAIN, 1000, I4",
    "STALE_READ_CALLED_LINEARIZABLE, 100, I6",
    "STALE_READ_SAYS_NEWER, 100, I6",
    "UNKNOWN_IS_REFUSED, 1000, I4"
  })
  void isConvictedByTheKeysWithinSoManySeeds(BrokenKeys broken, long seeds, String invariant) {
    convicts(broken, seeds, invariant);
  }

  private static void convicts(Tampering broken, long seeds, String invariant) {
    Run convicted = convicted(broken, seeds);

    assertThat(convicted.violation().orElseThrow()).hasMessageStartingWith(invariant + ":");
    assertThat(convicted.lastLines()).isNotEmpty();
    Run shrunken = Shrinker.shrink(convicted, broken);
    assertThat(shrunken.violation()).isPresent();
    assertThat(shrunken.scenario().faults())
        .hasSizeLessThanOrEqualTo(convicted.scenario().faults().size());
  }

  /** The first seed from 1 on that convicts it. */
  private static Run convicted(Tampering broken, long seeds) {
    for (long seed = 1; seed <= seeds; seed++) {
      Run run = Simulation.run(Scenario.of(seed), broken, false);
      if (run.violation().isPresent()) {
        return run;
      }
    }
    throw new AssertionError(broken + " violates nothing in " + seeds + " seeds");
  }
}
