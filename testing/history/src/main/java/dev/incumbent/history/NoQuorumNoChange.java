package dev.incumbent.history;

import java.util.ArrayList;
import java.util.List;

/**
 * S-10: without a quorum the coordinator's own storage acknowledges no write, and presents no read
 * as linearizable.
 */
final class NoQuorumNoChange implements Rule {
  /** The storage that is the coordinator itself. */
  static final String COORDINATOR_STORAGE = "key-value";

  @Override
  public List<Violation> check(History history) {
    List<Violation> violations = new ArrayList<>();
    for (HistoryEvent.NoQuorum outage : history.all(HistoryEvent.NoQuorum.class)) {
      history.writes(COORDINATOR_STORAGE, w -> w.outcome() == HistoryEvent.Outcome.OK).stream()
          .filter(w -> within(outage, w.callNanos(), w.returnNanos()))
          .map(w -> new Violation("S-10", w.value() + " was acknowledged without a quorum"))
          .forEach(violations::add);
      history.all(HistoryEvent.Read.class).stream()
          .filter(r -> r.linearizable() && within(outage, r.callNanos(), r.returnNanos()))
          .map(r -> new Violation("S-10", r.process() + " read linearizably without a quorum"))
          .forEach(violations::add);
    }
    return violations;
  }

  private static boolean within(HistoryEvent.NoQuorum outage, long callNanos, long returnNanos) {
    return callNanos > outage.fromNanos() && returnNanos < outage.toNanos();
  }
}
