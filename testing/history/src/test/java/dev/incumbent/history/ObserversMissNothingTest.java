package dev.incumbent.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.history.HistoryEvent.Observed;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObserversMissNothingTest {
  private static final HistoryEvent RESYNC = resync("o1", 5);
  private static final HistoryEvent SIX = event("o1", 6, "x");
  private static final HistoryEvent SEVEN = event("o1", 7, "y");

  @Test
  void i13_acceptsEventsInOrderThatBeginWithAResyncOrWithAnother() {
    assertThat(judge(RESYNC, SIX, SEVEN, resync("o2", 6), event("o2", 7, "y")).clean()).isTrue();
    assertThat(judge(RESYNC, SIX, SEVEN, resync("o2", 5), resync("o2", 7)).clean()).isTrue();
    assertThat(judge(RESYNC, SIX, SEVEN, resync("o2", 5)).clean()).as("it ends early").isTrue();
  }

  @Test
  void i13_convictsAGap() {
    assertThat(judge(RESYNC, SIX, SEVEN, resync("o2", 5), event("o2", 7, "y")).rules())
        .containsExactly("I13");
  }

  @Test
  void i13_convictsEventsOutOfOrderOrTwice() {
    assertThat(judge(RESYNC, SEVEN, SIX).rules()).containsExactly("I13");
    assertThat(judge(RESYNC, SIX, SIX).rules()).containsExactly("I13");
    assertThat(judge(RESYNC, event("o1", 5, "w")).rules()).containsExactly("I13");
  }

  @Test
  void i13_convictsTwoWordsOnOnePosition() {
    assertThat(judge(RESYNC, SIX, resync("o2", 5), event("o2", 6, "z")).rules())
        .containsExactly("I13");
  }

  @Test
  void i13_convictsAnEventBeforeTheFirstResync() {
    assertThat(judge(SIX).rules()).containsExactly("I13");
  }

  private static HistoryEvent event(String observer, long index, String what) {
    return new Observed(observer, false, index, 0, what);
  }

  private static HistoryEvent resync(String observer, long index) {
    return new Observed(observer, true, index, 0, "");
  }

  private static Verdict judge(HistoryEvent... events) {
    return Checker.judge(new History(List.of(events)));
  }
}
