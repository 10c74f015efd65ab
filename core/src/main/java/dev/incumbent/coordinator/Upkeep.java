package dev.incumbent.coordinator;

import dev.incumbent.election.Conditions.FailedPromotion;
import dev.incumbent.election.Conditions.LockDelay;
import dev.incumbent.election.Conditions.Note;
import dev.incumbent.election.EndReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What else is kept of an election: what delays its next grant, what operators did to it.
 *
 * @param raises the tokens of the leaderships whose end raised the floor, while they count
 * @param notes newest first
 */
record Upkeep(
    boolean paused,
    Optional<LockDelay> lockDelay,
    List<Long> raises,
    Optional<FailedPromotion> failedPromotion,
    List<Note> notes) {
  static final Upkeep NONE =
      new Upkeep(false, Optional.empty(), List.of(), Optional.empty(), List.of());

  Upkeep {
    raises = List.copyOf(raises);
    notes = List.copyOf(notes);
  }

  /** Whether there is something that an operator should know, or that is counted. */
  boolean isNotable() {
    return paused || lockDelay.isPresent() || !raises.isEmpty() || failedPromotion.isPresent();
  }

  /** The same after that end: what failed, and whether the next grant has to wait. */
  Upkeep after(Grant grant, End end, long atMillis) {
    long delay = grant.candidate().lockDelayMillis();
    Upkeep failed =
        end.reason() == EndReason.PROMOTION_FAILED
            ? withFailedPromotion(
                Optional.of(
                    new FailedPromotion(
                        grant.token(), grant.candidate().name(), end.detail(), atMillis)))
            : this;
    return end.clean() || delay == 0
        ? failed
        : failed.withLockDelay(Optional.of(new LockDelay(grant.token(), delay)));
  }

  Upkeep withPaused(boolean now) {
    return new Upkeep(now, lockDelay, raises, failedPromotion, notes);
  }

  Upkeep withLockDelay(Optional<LockDelay> now) {
    return new Upkeep(paused, now, raises, failedPromotion, notes);
  }

  Upkeep withRaise(long token) {
    List<Long> more = new ArrayList<>(raises);
    more.add(token);
    return new Upkeep(paused, lockDelay, more, failedPromotion, notes);
  }

  Upkeep withoutRaise(long token) {
    List<Long> fewer = raises.stream().filter(raise -> raise != token).toList();
    return new Upkeep(paused, lockDelay, fewer, failedPromotion, notes);
  }

  Upkeep withFailedPromotion(Optional<FailedPromotion> now) {
    return new Upkeep(paused, lockDelay, raises, now, notes);
  }

  /** The same with one note more; the oldest beyond {@code kept} are dropped. */
  Upkeep withNote(Note note, int kept) {
    List<Note> newer = new ArrayList<>();
    newer.add(note);
    newer.addAll(notes);
    return new Upkeep(
        paused, lockDelay, raises, failedPromotion, newer.subList(0, Math.min(newer.size(), kept)));
  }
}
