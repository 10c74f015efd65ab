package dev.incumbent.coordinator;

import dev.incumbent.election.ElectionName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What happens when a {@link Delay} has passed.
 *
 * <p>Guarantees: S-1 (a restored cluster grants nothing before its hold-off has passed; raises of
 * the floor are counted), and as lease rule 3: what was decided in another term does nothing.
 */
final class Delays {
  private final Draft draft;
  private final Leaderships leaderships;

  Delays(Draft draft, Leaderships leaderships) {
    this.draft = draft;
    this.leaderships = leaderships;
  }

  void elapsed(Command.Elapsed command) {
    if (command.term() != draft.term()) {
      return;
    }
    Delay delay = command.delay();
    Optional<ElectionRecord> election = delay.election().flatMap(draft::election);
    switch (delay.kind()) {
      case HOLD_OFF -> endHoldOff();
      case LOCK -> election.ifPresent(e -> endLock(e, delay.token()));
      case RAISE ->
          election.ifPresent(e -> draft.put(e.withUpkeep(e.upkeep().withoutRaise(delay.token()))));
    }
  }

  private void endHoldOff() {
    if (draft.totals().heldOff()) {
      draft.set(draft.totals().withHeldOff(false));
      for (ElectionRecord election : draft.tables().elections().values()) {
        leaderships.grantNext(election.name());
      }
    }
  }

  private void endLock(ElectionRecord election, long token) {
    if (election.upkeep().lockDelay().filter(lock -> lock.token().value() == token).isPresent()) {
      draft.put(election.withUpkeep(election.upkeep().withLockDelay(Optional.empty())));
      leaderships.grantNext(election.name());
    }
  }

  /** The hold-off of a restored cluster: one maximum TTL, as it is configured. */
  static Optional<Delay.Running> holdOff(StateConfig config, Tables.Totals totals) {
    return totals.heldOff()
        ? Optional.of(new Delay.Running(Delay.holdOff(), config.maxTtl().toMillis()))
        : Optional.empty();
  }

  /** All that are running, in order. */
  static List<Delay.Running> running(StateConfig config, Tables tables, Tables.Totals totals) {
    List<Delay.Running> running = new ArrayList<>();
    holdOff(config, totals).ifPresent(running::add);
    for (ElectionName name : tables.notable().values()) {
      Upkeep upkeep = tables.election(name).orElseThrow().upkeep();
      upkeep
          .lockDelay()
          .ifPresent(
              lock ->
                  running.add(
                      new Delay.Running(Delay.lock(name, lock.token().value()), lock.millis())));
      for (long token : upkeep.raises()) {
        running.add(new Delay.Running(Delay.raise(name, token), Floor.RAISE_COUNTS_MILLIS));
      }
    }
    return running;
  }
}
