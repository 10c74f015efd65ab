package dev.incumbent.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Two commands one after the other are right; each seeded fault is convicted by its own rule. */
class CommandsEndInTimeTest {
  private static final long LEASE = 100;
  private static final HistoryEvent.Ran FIRST = ran("r1.1", 1, 10, 200);

  private static HistoryEvent.Ran ran(String process, long token, long first, long last) {
    return new HistoryEvent.Ran(process, "job", token, true, LEASE, first, last);
  }

  private static List<String> rules(HistoryEvent... events) {
    return new CommandsEndInTime()
        .check(new History(List.of(events))).stream().map(Violation::rule).toList();
  }

  @Test
  void acceptsCommandsThatFollowEachOther() {
    assertThat(rules(FIRST, ran("r2.1", 2, 201, 300), ran("r1.1", 3, 301, 400))).isEmpty();
  }

  @Test
  void s2_convictsACommandThatStillRunsWhenTheNextOneDoes() {
    assertThat(rules(FIRST, ran("r2.1", 2, 200, 300))).containsExactly("S-2");
    assertThat(rules(ran("r2.1", 2, 150, 160), FIRST, ran("r1.1", 3, 170, 180)))
        .as("the one of the leadership before last")
        .containsExactly("S-2", "S-2");
  }

  @Test
  void s2_acceptsCommandsOfOtherElectionsAndOfLeasesThatMayOverlap() {
    assertThat(rules(FIRST, new HistoryEvent.Ran("r2.1", "other", 2, true, LEASE, 20, 300)))
        .isEmpty();
    assertThat(rules(FIRST, new HistoryEvent.Ran("r2.1", "job", 2, false, LEASE, 20, 300)))
        .isEmpty();
  }

  @Test
  void s7_convictsACommandThatOutlivesTheLeaseOfAKilledCandidate() {
    assertThat(rules(FIRST, new HistoryEvent.Killed("r1.1", 99))).containsExactly("S-7");
    assertThat(rules(FIRST, new HistoryEvent.Killed("r1.1", 100))).isEmpty();
    assertThat(rules(FIRST, new HistoryEvent.Killed("r2.1", 50))).isEmpty();
  }

  @Test
  void s7_convictsACommandThatOutlivesTheLeaseOfACandidateThatStandsStill() {
    assertThat(rules(FIRST, new HistoryEvent.Stopped("r1.1", 50, 400))).containsExactly("S-7");
    assertThat(rules(FIRST, new HistoryEvent.Stopped("r1.1", 50, 150)))
        .as("went on within its lease")
        .isEmpty();
    assertThat(rules(FIRST, new HistoryEvent.Stopped("r1.1", 5, 400)))
        .as("began when it already stood still: its lease is younger")
        .isEmpty();
  }
}
