package dev.incumbent.coordinator.host;

import dev.incumbent.coordinator.Applied;
import dev.incumbent.coordinator.Command;
import dev.incumbent.coordinator.SessionEvent;
import dev.incumbent.coordinator.StateView;
import dev.incumbent.fencing.FencingToken;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Withdrawn leaderships, as the leader of one term counts them: lease rule 5. Unless its holder
 * releases it, each is ended a full TTL after its withdrawal was applied here, counted anew from
 * ready by each new leader.
 *
 * <pre>
 * leadership   event                               next       what follows
 * held         its withdrawal is applied           counting   full TTL from now
 * withdrawn    ready                               counting   full TTL from now
 * counting     the TTL has run out                 ending     EndLeadership
 * ending       EndLeadership failed, same term     ending     EndLeadership
 * any          it ended, or the term did           -          -
 * </pre>
 */
final class Withdrawals {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Situation situation;
  private final Proposals proposals;
  private final Deadlines<FencingToken> deadlines = new Deadlines<>();
  private final TreeMap<FencingToken, SessionEvent.Withdrawn> withdrawn = new TreeMap<>();

  Withdrawals(Situation situation, Proposals proposals) {
    this.situation = situation;
    this.proposals = proposals;
  }

  void begin() {
    end();
    for (StateView.Withdrawn one : situation.state().withdrawn()) {
      count(new SessionEvent.Withdrawn(one.election(), one.token(), one.reason()), one.ttlMillis());
    }
  }

  void end() {
    deadlines.clear();
    withdrawn.clear();
  }

  /** An entry told a session something: perhaps that it holds a withdrawn leadership. */
  void applied(Applied.Told told) {
    if (told.event() instanceof SessionEvent.Withdrawn event) {
      situation
          .state()
          .session(told.session())
          .ifPresent(session -> count(event, session.ttlMillis()));
    }
    if (told.event() instanceof SessionEvent.Ended event) {
      deadlines.remove(event.token());
      withdrawn.remove(event.token());
    }
  }

  private void count(SessionEvent.Withdrawn event, long ttlMillis) {
    if (withdrawn.putIfAbsent(event.token(), event) == null) {
      deadlines.set(event.token(), situation.now() + ttlMillis * NANOS_PER_MILLI);
    }
  }

  void endDue() {
    for (var due = deadlines.pollDue(situation.now());
        due.isPresent();
        due = deadlines.pollDue(situation.now())) {
      SessionEvent.Withdrawn one = withdrawn.get(due.get());
      if (one != null) {
        proposals.propose(
            new Command.EndLeadership(one.election(), one.token(), one.reason(), situation.term()));
      }
    }
  }

  /** The time left before the leadership is ended; empty if it is not withdrawn. */
  OptionalLong leftMillis(FencingToken token) {
    if (!withdrawn.containsKey(token)) {
      return OptionalLong.empty();
    }
    long left = deadlines.of(token).orElse(situation.now()) - situation.now();
    return OptionalLong.of(Math.max(0, left / NANOS_PER_MILLI));
  }

  OptionalLong next() {
    return deadlines.next();
  }
}
