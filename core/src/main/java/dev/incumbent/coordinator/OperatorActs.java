package dev.incumbent.coordinator;

import dev.incumbent.election.Conditions;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.EndReason;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.session.SessionId;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What an operator does to an election. Each act that changes something leaves a note in the
 * election of who did it; one that was done before changes nothing and is answered alike.
 *
 * <p>NOT guaranteed: that what an operator states (that a process is dead, that nothing can write
 * through a fence) is true. It is believed.
 */
final class OperatorActs {
  private static final int SHOWN_TOKENS = 16;

  private final Draft draft;
  private final Leaderships leaderships;
  private final Floor floor;

  OperatorActs(Draft draft, Leaderships leaderships, Floor floor) {
    this.draft = draft;
    this.leaderships = leaderships;
    this.floor = floor;
  }

  OperationResult operate(SessionId by, Operation.Operate operate) {
    ElectionName name = operate.election();
    Optional<ElectionRecord> found = draft.election(name);
    if (found.isEmpty()) {
      return Results.notFound("election", name.value(), "one that a candidate has stood in");
    }
    ElectionRecord election = found.get();
    return operate
        .act()
        .match(
            pause -> setPaused(by, election, true),
            resume -> setPaused(by, election, false),
            retire -> retireFence(by, election, retire.fence()),
            forget -> forget(by, election, forget.token()),
            dead -> confirmDead(by, election, dead.token()),
            raise -> raiseFloor(by, election, raise.above()));
  }

  /** Notes an operator's revocation, which is a transition of the leadership. */
  void noteRevoked(SessionId by, Operation.Revoke revoke) {
    draft
        .election(revoke.election())
        .ifPresent(e -> note(by, e, "revoked token " + revoke.token()));
  }

  private OperationResult setPaused(SessionId by, ElectionRecord election, boolean paused) {
    if (election.upkeep().paused() != paused) {
      note(
          by,
          election.withUpkeep(election.upkeep().withPaused(paused)),
          paused ? "paused" : "resumed");
      leaderships.grantNext(election.name());
    }
    return new OperationResult.Done();
  }

  private OperationResult retireFence(SessionId by, ElectionRecord election, String fence) {
    Predecessors without = election.predecessors().withoutFence(fence);
    if (without.equals(election.predecessors())) {
      return Results.notFound(
          "fence",
          fence,
          "one that the next leader of '"
              + election.name()
              + "' claims for its predecessors' sake");
    }
    note(by, election.withPredecessors(without), "retired fence '" + fence + "'");
    return new OperationResult.Done();
  }

  private OperationResult forget(SessionId by, ElectionRecord election, FencingToken token) {
    Predecessors without = election.predecessors().withoutToken(token);
    if (without.equals(election.predecessors())) {
      return noPredecessor(election, token);
    }
    note(by, election.withPredecessors(without), "forgot the predecessor with token " + token);
    return new OperationResult.Done();
  }

  private OperationResult confirmDead(SessionId by, ElectionRecord election, FencingToken token) {
    Optional<Grant> current = election.holderWith(token);
    Predecessors without = election.predecessors().withoutToken(token);
    if (current.isPresent()) {
      leaderships.end(election, current.get(), End.decided(EndReason.CONFIRMED_DEAD));
    } else if (without.equals(election.predecessors())) {
      return noPredecessor(election, token);
    } else {
      Upkeep upkeep = election.upkeep();
      boolean waits = upkeep.lockDelay().filter(delay -> delay.token().equals(token)).isPresent();
      draft.put(
          election
              .withPredecessors(without)
              .withUpkeep(waits ? upkeep.withLockDelay(Optional.empty()) : upkeep));
    }
    ElectionRecord now = draft.election(election.name()).orElseThrow();
    note(by, now, "confirmed that the holder of token " + token + " is dead");
    leaderships.grantNext(election.name());
    return new OperationResult.Done();
  }

  private OperationResult raiseFloor(SessionId by, ElectionRecord election, long above) {
    if (above > draft.totals().lastToken()) {
      floor.raiseTo(above);
      note(by, election, "raised the floor above " + above);
    }
    return new OperationResult.Done();
  }

  private void note(SessionId by, ElectionRecord election, String what) {
    String label = draft.session(by).map(SessionRecord::client).orElse("");
    Conditions.Note note = new Conditions.Note(draft.entry().submittedAtMillis(), label, what);
    draft.put(election.withUpkeep(election.upkeep().withNote(note, draft.config().historyKept())));
  }

  private static OperationResult noPredecessor(ElectionRecord election, FencingToken token) {
    String known =
        election.predecessors().known().stream()
            .limit(SHOWN_TOKENS)
            .map(one -> one.predecessor().token().toString())
            .collect(Collectors.joining(", "));
    return Results.notFound(
        "predecessor in election '" + election.name() + "' with token",
        token.toString(),
        known.isEmpty() ? "none, all have ended cleanly" : known);
  }
}
