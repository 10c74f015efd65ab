package dev.incumbent.coordinator.host;

import dev.incumbent.coordinator.Applied;
import dev.incumbent.coordinator.Command;
import dev.incumbent.coordinator.Delay;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The delays that the state waits for, as the leader of one term counts them: each in full from the
 * moment at which its beginning was applied here, or from ready in a later term. So none is ever
 * shorter than it says (S-1: the hold-off after a restore; the raises of a floor that count; lock
 * delays).
 *
 * <pre>
 * delay      event                            next       what follows
 * -          its beginning is applied         counting   in full from now
 * running    ready                            counting   in full from now
 * counting   it has passed                    passed     Elapsed
 * passed     Elapsed failed, same term        passed     Elapsed
 * any        the term ended                   -          -
 * </pre>
 *
 * <p>One that the state no longer waits for is counted to its end, and its {@code Elapsed} does
 * nothing. Bounds: one lock delay and {@code 3} raises an election, and one hold-off.
 */
final class Delays {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Situation situation;
  private final Proposals proposals;
  private final Deadlines<Delay> deadlines = new Deadlines<>();

  Delays(Situation situation, Proposals proposals) {
    this.situation = situation;
    this.proposals = proposals;
  }

  void begin() {
    end();
    situation.state().delays().forEach(this::count);
  }

  void end() {
    deadlines.clear();
  }

  void applied(Applied applied) {
    applied.delays().forEach(this::count);
  }

  private void count(Delay.Running running) {
    deadlines.set(running.delay(), situation.now() + running.millis() * NANOS_PER_MILLI);
  }

  void endDue() {
    for (Optional<Delay> due = deadlines.pollDue(situation.now());
        due.isPresent();
        due = deadlines.pollDue(situation.now())) {
      proposals.propose(new Command.Elapsed(due.get(), situation.term()));
    }
  }

  /**
   * The time for which a restored cluster grants nothing yet, as this leader counts it; in full if
   * this node does not count it, 0 if nothing is held off.
   */
  long holdOffLeftMillis() {
    Optional<Delay.Running> holdOff = situation.state().holdOff();
    if (holdOff.isEmpty()) {
      return 0;
    }
    OptionalLong until = deadlines.of(holdOff.get().delay());
    return until.isEmpty()
        ? holdOff.get().millis()
        : Math.max(0, (until.getAsLong() - situation.now()) / NANOS_PER_MILLI);
  }

  OptionalLong next() {
    return deadlines.next();
  }
}
