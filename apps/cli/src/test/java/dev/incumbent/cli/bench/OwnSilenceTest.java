package dev.incumbent.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.cli.dev.Contestant;
import dev.incumbent.history.HistoryEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnSilenceTest {
  @Test
  void isReadFromWhatTheProcessSaid() {
    assertThat(OwnSilence.read("c1.1", List.of("100", "300")))
        .isEqualTo(new HistoryEvent.Silent("c1.1", 100, 300));
  }

  @Test
  void coversAPauseThatItBeganBeforeAndEndedAfter() {
    Contestant.Line silent = new Contestant.Line("silent", List.of("100", "300"));

    assertThat(OwnSilence.covers(silent, 110, 290)).isTrue();
    assertThat(OwnSilence.covers(silent, 90, 290)).isFalse();
    assertThat(OwnSilence.covers(silent, 110, 310)).isFalse();
    assertThat(OwnSilence.covers(new Contestant.Line("stop", List.of("100", "300")), 110, 290))
        .isFalse();
  }
}
