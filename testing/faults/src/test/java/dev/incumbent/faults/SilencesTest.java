package dev.incumbent.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.history.HistoryEvent;
import org.junit.jupiter.api.Test;

class SilencesTest {
  private static final long MILLI = 1_000_000;

  @Test
  void findsWhoToldNothingForThreeHundredMillis() {
    Silences silences = new Silences();

    assertThat(silences.heard("c1.1", 0)).as("heard for the first time").isEmpty();
    assertThat(silences.heard("c2.1", 200 * MILLI)).isEmpty();
    assertThat(silences.heard("c1.1", 299 * MILLI)).isEmpty();
    assertThat(silences.heard("c1.1", 599 * MILLI))
        .contains(new HistoryEvent.Silent("c1.1", 299 * MILLI, 599 * MILLI));
    assertThat(silences.heard("c2.1", 499 * MILLI)).as("each by itself").isEmpty();
  }
}
