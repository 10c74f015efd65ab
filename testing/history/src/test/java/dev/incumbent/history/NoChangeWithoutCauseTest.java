package dev.incumbent.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What explains the end of a leadership, and what does not. */
class NoChangeWithoutCauseTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long SEEN = 100 * SECOND;
  private static final HistoryEvent ELSEWHERE =
      new HistoryEvent.Disturbed("pause of c2", List.of("c2"), SEEN - SECOND, SEEN + SECOND);

  private static List<String> rules(String reason, HistoryEvent... more) {
    List<HistoryEvent> events = new ArrayList<>(List.of(more));
    events.add(ELSEWHERE);
    events.add(new HistoryEvent.Granted("e", 1, 1, "g1", "c1"));
    events.add(new HistoryEvent.Ended("e", 2, 1, "g1", reason, SEEN));
    return new NoChangeWithoutCause()
        .check(new History(events)).stream().map(Violation::rule).toList();
  }

  @Test
  void i12_convictsAnEndThatNothingExplains() {
    assertThat(rules("silent")).containsExactly("I12");
    assertThat(rules("resigned")).containsExactly("I12");
    assertThat(rules("handed-over")).containsExactly("I12");
  }

  @Test
  void i12_acceptsAnEndThatWhatWasDoneToItsHolderOrToAllExplains() {
    assertThat(rules("silent", disturbed("c1", SEEN - 1, SEEN + 1))).isEmpty();
    assertThat(rules("silent", disturbed("*", SEEN - 1, SEEN + 1))).isEmpty();
  }

  @Test
  void i12_convictsAnEndBeforeOrAfterWhatWasDone() {
    assertThat(rules("silent", disturbed("*", SEEN + 1, SEEN + 2))).containsExactly("I12");
    assertThat(rules("silent", disturbed("*", SEEN - 2, SEEN - 1))).containsExactly("I12");
  }

  private static HistoryEvent disturbed(String whose, long from, long to) {
    return new HistoryEvent.Disturbed("a fault", List.of(whose), from, to);
  }

  @Test
  void i12_acceptsAnEndAfterASilenceOfItsHolderOrOfANode() {
    HistoryEvent node = new HistoryEvent.RaftTerm("n1:1", 1, true);

    assertThat(rules("expired", silent("c1.2"))).isEmpty();
    assertThat(rules("expired", silent("n1:1"), node)).isEmpty();
    assertThat(rules("expired", silent("c2.1"))).containsExactly("I12");
    assertThat(rules("expired", new HistoryEvent.Silent("c1.2", SECOND, 2 * SECOND)))
        .as("long before")
        .containsExactly("I12");
  }

  private static HistoryEvent silent(String who) {
    return new HistoryEvent.Silent(who, SEEN - 3 * SECOND, SEEN - 2 * SECOND);
  }

  @Test
  void i12_acceptsOneHandOverForEachRequest() {
    HistoryEvent asked = new HistoryEvent.HandoverAsked("e", SEEN - SECOND);

    assertThat(rules("handed-over", asked)).isEmpty();
    assertThat(
            rules(
                "handed-over", asked, new HistoryEvent.Ended("e", 0, 0, "g0", "handed-over", SEEN)))
        .containsExactly("I12");
    assertThat(rules("handed-over", new HistoryEvent.HandoverAsked("other", SEEN)))
        .containsExactly("I12");
    assertThat(rules("silent", asked)).containsExactly("I12");
  }

  @Test
  void i12_acceptsWhatAnOperatorDid() {
    assertThat(rules("revoked")).isEmpty();
  }

  @Test
  void i12_convictsAHerd() {
    HistoryEvent.Granted first = new HistoryEvent.Granted("e", 1, 1, "g1", "c1");
    HistoryEvent.Granted second = new HistoryEvent.Granted("e", 3, 2, "g2", "c2");
    HistoryEvent end = new HistoryEvent.Ended("e", 2, 1, "g1", "closed", SEEN);

    assertThat(herdOrLivelock(first, second)).containsExactly("I12");
    assertThat(herdOrLivelock(first, end, second)).isEmpty();
  }

  @Test
  void i12_convictsALivelock() {
    List<HistoryEvent> events = new ArrayList<>();
    events.add(new HistoryEvent.Elected("c1.1", "e", 1, 10));
    events.add(disturbed("*", 1, 2));
    for (int token = 2; token < 5; token++) {
      events.add(fruitless(token));
    }
    assertThat(herdOrLivelock(events.toArray(HistoryEvent[]::new))).isEmpty();
    events.add(fruitless(5));
    assertThat(herdOrLivelock(events.toArray(HistoryEvent[]::new))).containsExactly("I12");

    assertThat(
            herdOrLivelock(
                events.stream().filter(e -> !isDisturbance(e)).toArray(HistoryEvent[]::new)))
        .as("nothing says what was done")
        .isEmpty();

    events.add(4, new HistoryEvent.Ended("e", 99, 1, "g1", "closed", SEEN));
    assertThat(herdOrLivelock(events.toArray(HistoryEvent[]::new)))
        .as("work began in between")
        .isEmpty();
  }

  private static boolean isDisturbance(HistoryEvent event) {
    return event instanceof HistoryEvent.Disturbed;
  }

  private static HistoryEvent fruitless(int token) {
    return new HistoryEvent.Ended("e", token, token, "g" + token, "promotion-failed", SEEN);
  }

  private static List<String> herdOrLivelock(HistoryEvent... events) {
    return new NoHerdNoLivelock()
        .check(new History(List.of(events))).stream().map(Violation::rule).toList();
  }
}
