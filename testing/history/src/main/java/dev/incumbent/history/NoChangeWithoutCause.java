package dev.incumbent.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * I12: no leadership ends without a cause. A hand-over was asked for, one request for each; an
 * operator did it; or the end is explained by what was done to its holder or to all, or by a
 * silence of the holder's process or of a node, just before it was seen.
 *
 * <p>Judges only histories that say what was done.
 */
final class NoChangeWithoutCause implements Rule {
  /** What an end may lag behind the silence that it is due to: a time to live, and to be seen. */
  private static final long LAG_NANOS = 5_000_000_000L;

  private static final String HANDED_OVER = "handed-over";
  private static final Set<String> OPERATORS = Set.of("revoked", "restored", "confirmed-dead");

  @Override
  public List<Violation> check(History history) {
    List<Violation> violations = new ArrayList<>();
    if (history.all(HistoryEvent.Disturbed.class).isEmpty()) {
      return violations;
    }
    Map<String, Integer> asked = new TreeMap<>();
    history
        .all(HistoryEvent.HandoverAsked.class)
        .forEach(a -> asked.merge(a.election(), 1, Integer::sum));
    for (HistoryEvent.Ended ended : history.all(HistoryEvent.Ended.class)) {
      boolean handedOver =
          ended.reason().equals(HANDED_OVER)
              && asked.merge(ended.election(), -1, Integer::sum) >= 0;
      if (!handedOver && !OPERATORS.contains(ended.reason()) && !isExplained(history, ended)) {
        violations.add(violation(ended, holder(history, ended)));
      }
    }
    return violations;
  }

  private static boolean isExplained(History history, HistoryEvent.Ended ended) {
    String holder = holder(history, ended);
    long seen = ended.seenNanos();
    boolean disturbed =
        history.all(HistoryEvent.Disturbed.class).stream()
            .filter(d -> d.fromNanos() <= seen && seen <= d.toNanos())
            .anyMatch(d -> d.whose().contains("*") || d.whose().contains(holder));
    return disturbed
        || history.all(HistoryEvent.Silent.class).stream()
            .filter(s -> s.fromNanos() <= seen && seen <= s.toNanos() + LAG_NANOS)
            .anyMatch(s -> s.who().startsWith(holder + ".") || isNode(history, s.who()));
  }

  private static boolean isNode(History history, String who) {
    return history.all(HistoryEvent.RaftTerm.class).stream().anyMatch(t -> t.node().equals(who));
  }

  /** The candidate's name. */
  private static String holder(History history, HistoryEvent.Ended ended) {
    return history.all(HistoryEvent.Granted.class).stream()
        .filter(g -> g.election().equals(ended.election()) && g.grant().equals(ended.grant()))
        .map(HistoryEvent.Granted::candidate)
        .findFirst()
        .orElse("");
  }

  private static Violation violation(HistoryEvent.Ended ended, String holder) {
    return new Violation(
        "I12",
        "token "
            + ended.token()
            + " of "
            + ended.election()
            + ", held by "
            + holder
            + ", ended ("
            + ended.reason()
            + ") without a cause");
  }
}
