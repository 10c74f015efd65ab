package dev.incumbent.store;

import dev.incumbent.coordinator.Command;
import dev.incumbent.coordinator.RecordState;
import dev.incumbent.session.SessionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Whose turn it is to take an election that is open, or whose holder is silent for too long: the
 * successor that was named, then the queue in its order, each for a few polls of the record. Who
 * does not take it in time is passed over (L-4), and enters again at the end if it still lives.
 *
 * @param ahead the sessions whose turn comes before one's own
 * @param atNanos when it is one's own; empty while the election is held
 */
record Turn(List<SessionId> ahead, OptionalLong atNanos, long eachNanos) {
  private static final int POLLS = 3;
  private static final long MIN_NANOS = 100_000_000;

  static Turn of(
      Watches watches, RecordState state, OwnSession session, long pollNanos, long guardNanos) {
    SessionId own = session.id();
    Optional<SessionId> holder = state.lease().map(RecordState.Lease::session);
    List<SessionId> ahead = new ArrayList<>();
    for (SessionId one : state.turns()) {
      if (one.equals(own)) {
        break;
      }
      if (!holder.equals(Optional.of(one))) {
        ahead.add(one);
      }
    }
    long each =
        Math.min(Math.max(POLLS * pollNanos, MIN_NANOS), session.ttlMillis() * 1_000_000 / 4);
    OptionalLong open = watches.openSince(state, own);
    OptionalLong at =
        open.isEmpty()
            ? open
            : OptionalLong.of(
                open.getAsLong()
                    + Math.max(0, guardNanos - open.getAsLong())
                    + ahead.size() * each);
    return new Turn(ahead, at, each);
  }

  boolean hasCome(long nanos) {
    return atNanos.isPresent() && atNanos.getAsLong() - nanos <= 0;
  }

  /** How long those ahead are waited for. */
  long patienceNanos() {
    return ahead.size() * eachNanos;
  }

  /** The end of those who had their turn, in the record's next term. */
  List<Command> passesOver(long term) {
    List<Command> ends = new ArrayList<>();
    ahead.forEach(session -> ends.add(new Command.ExpireSession(session, term)));
    return ends;
  }
}
