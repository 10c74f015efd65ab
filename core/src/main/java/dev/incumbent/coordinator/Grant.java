package dev.incumbent.coordinator;

import dev.incumbent.election.ElectionName;
import dev.incumbent.election.EndReason;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
import dev.incumbent.fencing.Predecessor;
import dev.incumbent.session.ServerMessage;
import dev.incumbent.session.SessionId;
import java.util.List;
import java.util.Optional;

/**
 * A leadership that has not ended.
 *
 * @param fencesToClaim as told at the grant: the predecessors may be forgotten meanwhile
 * @param promoted the holder reported that it claimed every fence
 * @param handover the newest wish that it be handed over, and to whom
 */
record Grant(
    Candidate candidate,
    FencingToken token,
    GrantId id,
    List<String> fencesToClaim,
    boolean promoted,
    Optional<Withdrawal> withdrawal,
    Optional<Operation.Successor> handover,
    long grantedAtMillis) {
  Grant {
    fencesToClaim = List.copyOf(fencesToClaim);
  }

  /** Why it must end, and the log index that said so. */
  record Withdrawal(EndReason reason, long index) {}

  SessionId session() {
    return candidate.session();
  }

  Grant withCandidate(Candidate newCandidate) {
    return new Grant(
        newCandidate, token, id, fencesToClaim, promoted, withdrawal, handover, grantedAtMillis);
  }

  Grant asPromoted() {
    return new Grant(
        candidate, token, id, fencesToClaim, true, withdrawal, handover, grantedAtMillis);
  }

  Grant withWithdrawal(Withdrawal newWithdrawal) {
    return new Grant(
        candidate,
        token,
        id,
        fencesToClaim,
        promoted,
        Optional.of(newWithdrawal),
        handover,
        grantedAtMillis);
  }

  Grant withHandover(Operation.Successor to) {
    return new Grant(
        candidate,
        token,
        id,
        fencesToClaim,
        promoted,
        withdrawal,
        Optional.of(to),
        grantedAtMillis);
  }

  ServerMessage.Held held(ElectionName election, List<Predecessor> predecessors) {
    return new ServerMessage.Held(
        election,
        candidate.name(),
        token,
        id,
        fencesToClaim,
        predecessors,
        promoted,
        withdrawal.map(w -> new SessionEvent.Withdrawn(election, token, w.reason())),
        handover.map(to -> new SessionEvent.HandoverRequested(election, token, to)));
  }
}
