package dev.incumbent.coordinator;

import dev.incumbent.election.Conditions;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.ElectionView;
import dev.incumbent.election.Revocation;
import dev.incumbent.session.ServerMessage;
import dev.incumbent.session.SessionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a state's records are shown. */
record Views(Tables tables, Tables.Totals totals) {
  /** The most predecessors that a view shows. */
  static final int MAX_PREDECESSORS = 100;

  /** What a session's candidacies have come to. */
  private record Standing(
      List<ServerMessage.Held> held,
      List<ServerMessage.Queued> queued,
      List<StateView.Suspectable> suspectable) {}

  StateView.SessionView session(SessionRecord session) {
    Standing standing = standing(session);
    return new StateView.SessionView(
        session.id(),
        session.ttlMillis(),
        session.client(),
        session.change(),
        session.presentTerm(),
        session.replies().size(),
        standing.held(),
        standing.queued(),
        standing.suspectable());
  }

  private Standing standing(SessionRecord session) {
    Standing standing = new Standing(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (var candidacy : session.candidacies()) {
      ElectionName name = candidacy.key().election();
      Optional<ElectionRecord> election = tables.election(name);
      Optional<Grant> grant =
          election
              .flatMap(ElectionRecord::holder)
              .filter(g -> g.candidate().order() == candidacy.value().order());
      if (grant.isEmpty()) {
        standing.queued().add(new ServerMessage.Queued(name, candidacy.key().candidate()));
      } else {
        standing.held().add(grant.get().held(name, election.orElseThrow().predecessors().told()));
        if (grant.get().candidate().revocation() == Revocation.ON_SUSPICION) {
          standing.suspectable().add(new StateView.Suspectable(name, grant.get().token()));
        }
      }
    }
    return standing;
  }

  ElectionView election(ElectionRecord election) {
    List<ElectionView.Waiting> queue = new ArrayList<>(election.queue().size());
    for (Candidate candidate : election.queue().values()) {
      queue.add(
          new ElectionView.Waiting(
              candidate.session(),
              candidate.name(),
              candidate.incarnation(),
              candidate.metadata(),
              candidate.priority()));
    }
    return new ElectionView(
        election.name(),
        election.holder().map(this::holder),
        queue,
        election.history(),
        conditions(election));
  }

  private Conditions conditions(ElectionRecord election) {
    Upkeep upkeep = election.upkeep();
    Predecessors predecessors = election.predecessors();
    if (upkeep.equals(Upkeep.NONE) && predecessors.equals(Predecessors.NONE) && !totals.heldOff()) {
      return Conditions.NONE;
    }
    return new Conditions(
        upkeep.paused(),
        totals.heldOff(),
        upkeep.lockDelay(),
        upkeep.raises().size(),
        upkeep.failedPromotion(),
        inherited(predecessors),
        upkeep.notes());
  }

  private static Conditions.Inherited inherited(Predecessors predecessors) {
    List<Conditions.Predecessor> known =
        predecessors.known().stream()
            .limit(MAX_PREDECESSORS)
            .map(
                one ->
                    new Conditions.Predecessor(
                        one.predecessor().token(),
                        one.predecessor().session(),
                        one.predecessor().candidate(),
                        one.predecessor().incarnation(),
                        one.fences()))
            .toList();
    return new Conditions.Inherited(
        known, predecessors.known().size(), predecessors.mergedFences());
  }

  private ElectionView.Holder holder(Grant grant) {
    Candidate candidate = grant.candidate();
    return new ElectionView.Holder(
        candidate.session(),
        candidate.name(),
        candidate.incarnation(),
        candidate.metadata(),
        grant.token(),
        grant.id(),
        candidate.revocation(),
        grant.promoted(),
        grant.withdrawal().map(Grant.Withdrawal::reason),
        grant.grantedAtMillis(),
        ttlMillis(candidate.session()));
  }

  StateView.Withdrawn withdrawn(ElectionName election, Grant grant) {
    Grant.Withdrawal withdrawal = grant.withdrawal().orElseThrow();
    return new StateView.Withdrawn(
        election,
        grant.token(),
        grant.session(),
        withdrawal.reason(),
        withdrawal.index(),
        ttlMillis(grant.session()));
  }

  private long ttlMillis(SessionId session) {
    return tables.session(session).orElseThrow().ttlMillis();
  }
}
