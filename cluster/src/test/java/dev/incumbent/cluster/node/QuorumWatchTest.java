package dev.incumbent.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.cluster.engine.EngineStatus;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class QuorumWatchTest {
  private static final Duration TIMEOUT = Duration.ofMillis(300);
  private static final long MILLI = 1_000_000;

  private final QuorumWatch watch = new QuorumWatch(TIMEOUT);

  private static EngineStatus.Contact age(long millis) {
    return new EngineStatus.Contact(List.of(), OptionalLong.of(millis * MILLI));
  }

  private static EngineStatus.Contact none() {
    return new EngineStatus.Contact(List.of(), OptionalLong.empty());
  }

  @Test
  void seesNoQuorumBeforeTheFirstContact() {
    assertThat(watch.sees(none(), 5)).isFalse();
  }

  @Test
  void seesAQuorumWhileAnswersAreYoung() {
    assertThat(watch.sees(age(100), 0)).isTrue();
    assertThat(watch.sees(age(450), 1_000 * MILLI)).isTrue();
  }

  @Test
  void goesByTheLastContactWhileThereIsNothingToMeasure() {
    watch.sees(age(0), 0);
    assertThat(watch.sees(none(), 450 * MILLI)).isTrue();
    assertThat(watch.sees(none(), 451 * MILLI)).isFalse();
  }

  /** Asked as often as it wants to be, however the questions fall. */
  @Test
  void saysNoAtMostTwoElectionTimeoutsAfterTheLastAnswer() {
    long period = QuorumWatch.periodNanos(TIMEOUT);
    for (long offset = 0; offset < period; offset += MILLI) {
      QuorumWatch each = new QuorumWatch(TIMEOUT);
      long now = offset;
      each.contact(0);
      while (each.sees(none(), now)) {
        now += period;
      }
      assertThat(now).isLessThanOrEqualTo(2 * TIMEOUT.toNanos());
    }
  }

  @Test
  void worksAcrossTheWrapOfTheClock() {
    long start = Long.MAX_VALUE - 100 * MILLI;
    assertThat(watch.sees(age(0), start)).isTrue();
    assertThat(watch.sees(none(), start + 400 * MILLI)).isTrue();
    assertThat(watch.sees(none(), start + 500 * MILLI)).isFalse();
    assertThat(watch.sees(age(1), start + 600 * MILLI)).isTrue();
  }
}
