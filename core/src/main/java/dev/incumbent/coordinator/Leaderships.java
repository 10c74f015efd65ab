package dev.incumbent.coordinator;

import dev.incumbent.coordinator.persistent.PersistentMap;
import dev.incumbent.election.ElectionEvent;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.EndReason;
import dev.incumbent.fencing.FencingToken;
import java.util.Optional;

/**
 * All transitions of a leadership.
 *
 * <pre>
 * from      on                                                    to         the session is told
 * --------  ----------------------------------------------------  ---------  -------------------
 * (vacant)  Campaign, SessionPresent, OpenSession, Resume,        granted    Granted
 *           Elapsed, or any end below, if nothing keeps the
 *           election from being granted and a candidate waits
 *           whose session is present in the entry's term: the
 *           named successor, else the first in the queue
 * granted   ReportPromoted                                        promoted   –
 * granted,  Abandon; Revoke of an AFTER_LEASE holder              withdrawn  Withdrawn
 * promoted
 * granted,  RequestHandover                                       the same   HandoverRequested
 * promoted,
 * withdrawn
 * granted,  Release by its session; CloseSession; ExpireSession;  (vacant)   Ended
 * promoted, ConfirmDead; EndLeadership CRASHED or SILENT, or
 * withdrawn Revoke, of an ON_SUSPICION holder
 * withdrawn EndLeadership REVOKED or ABANDONED                    (vacant)   Ended
 * granted   RaiseFloor                                            granted    Ended, Granted
 * </pre>
 *
 * <p>A withdrawn leadership may still be reported promoted: its claims are a fact. One that its
 * holder releases ends for the reason for which it was withdrawn.
 *
 * <p>What keeps an election from being granted: an operator's pause; the hold-off of a restored
 * cluster; the lock delay of the last holder, if its end was not clean ({@link End}).
 *
 * <p>Guarantees: S-1 (the token is one more than the largest ever granted, for the whole cluster),
 * C-1 (one end in the history for each grant), lease rule 5 (each grant and end raises the change
 * number). When the tokens are used up nothing is granted any more.
 */
final class Leaderships {
  private final Draft draft;

  Leaderships(Draft draft) {
    this.draft = draft;
  }

  /** Grants the election if it is vacant and a present candidate waits. */
  void grantNext(ElectionName name) {
    ElectionRecord election = draft.election(name).orElseThrow();
    if (mayBeGranted(election)) {
      firstPresent(election).ifPresent(candidate -> grant(election, candidate));
    }
  }

  /** Grants the election to {@code successor} if it waits and is present, else to the next. */
  void grantNext(ElectionName name, Operation.Successor successor) {
    ElectionRecord election = draft.election(name).orElseThrow();
    Optional<Candidate> named =
        draft
            .session(successor.session())
            .flatMap(s -> s.candidacies().find(new Candidate.Standing(name, successor.candidate())))
            .filter(this::isPresent);
    if (mayBeGranted(election) && named.isPresent()) {
      grant(election, named.get());
    } else {
      grantNext(name);
    }
  }

  /** Whether a candidate of that session could be granted the election by this very command. */
  boolean isOpenTo(ElectionRecord election, SessionRecord session) {
    return mayBeGranted(election)
        && session.presentTerm() == draft.term()
        && firstPresent(election).isEmpty();
  }

  void promote(ElectionRecord election, Grant grant) {
    Grant promoted = grant.asPromoted();
    draft.put(
        election
            .withHolder(promoted)
            .withPredecessors(Predecessors.NONE)
            .withUpkeep(election.upkeep().withFailedPromotion(Optional.empty())));
    draft.observe(ElectionEvent.Kind.PROMOTED, election.name(), promoted, Optional.empty());
  }

  void withdraw(ElectionRecord election, Grant grant, EndReason reason) {
    Grant withdrawn = grant.withWithdrawal(new Grant.Withdrawal(reason, draft.index()));
    draft.put(election.withHolder(withdrawn));
    draft.tell(grant.session(), new SessionEvent.Withdrawn(election.name(), grant.token(), reason));
    draft.observe(ElectionEvent.Kind.WITHDRAWN, election.name(), withdrawn, Optional.of(reason));
  }

  void requestHandover(ElectionRecord election, Grant grant, Operation.Successor to) {
    draft.put(election.withHolder(grant.withHandover(to)));
    draft.tell(
        grant.session(), new SessionEvent.HandoverRequested(election.name(), grant.token(), to));
  }

  /** Ends a leadership; the election stays vacant until {@link #grantNext}. */
  void end(ElectionRecord election, Grant grant, End end) {
    ElectionName name = election.name();
    draft.put(
        election.ended(
            grant, end, draft.entry().submittedAtMillis(), draft.config().historyKept()));
    long lockDelay = grant.candidate().lockDelayMillis();
    if (!end.clean() && lockDelay > 0) {
      draft.begin(Delay.lock(name, grant.token().value()), lockDelay);
    }
    forgetStanding(name, grant.candidate());
    draft.tell(grant.session(), new SessionEvent.Ended(name, grant.token(), end.reason()));
    draft.observe(ElectionEvent.Kind.ENDED, name, grant, Optional.of(end.reason()));
  }

  /** Ends a leadership and grants a new one to the same candidate, which keeps its place. */
  void grantAnew(ElectionRecord election, Grant grant, End end) {
    end(election, grant, end);
    Candidate candidate = grant.candidate();
    SessionRecord session = draft.session(candidate.session()).orElseThrow();
    Candidate.Standing standing = new Candidate.Standing(election.name(), candidate.name());
    draft.put(session.withCandidacies(session.candidacies().put(standing, candidate)));
    ElectionRecord vacant = draft.election(election.name()).orElseThrow();
    draft.put(vacant.withQueue(vacant.queue().put(candidate.place(), candidate)));
    draft.observe(ElectionEvent.Kind.JOINED, election.name(), candidate);
    grantNext(election.name(), new Operation.Successor(candidate.session(), candidate.name()));
  }

  /** Takes a waiting candidate out of the queue. */
  void leave(ElectionRecord election, Candidate candidate) {
    draft.put(election.withQueue(election.queue().remove(candidate.place())));
    forgetStanding(election.name(), candidate);
    draft.observe(ElectionEvent.Kind.LEFT, election.name(), candidate);
  }

  private void grant(ElectionRecord election, Candidate candidate) {
    GrantNumbers numbers = GrantNumbers.next(draft.totals().lastToken(), draft.entry());
    draft.set(draft.totals().withLastToken(numbers.token().value()));
    Grant grant =
        new Grant(
            candidate,
            numbers.token(),
            numbers.grant(),
            election.predecessors().fencesWith(candidate.fences()),
            false,
            Optional.empty(),
            Optional.empty(),
            draft.entry().submittedAtMillis());
    draft.put(election.granted(grant));
    draft.tell(
        candidate.session(),
        new SessionEvent.Granted(
            election.name(),
            candidate.name(),
            grant.token(),
            grant.id(),
            grant.fencesToClaim(),
            election.predecessors().told()));
    draft.observe(ElectionEvent.Kind.GRANTED, election.name(), grant, Optional.empty());
  }

  private Optional<Candidate> firstPresent(ElectionRecord election) {
    for (Candidate candidate : election.queue().values()) {
      if (isPresent(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  /** Whether its session has opened or renewed since the leader of this term became ready (L-5). */
  private boolean isPresent(Candidate candidate) {
    return draft
        .session(candidate.session())
        .filter(session -> session.presentTerm() == draft.term())
        .isPresent();
  }

  private boolean mayBeGranted(ElectionRecord election) {
    return election.holder().isEmpty()
        && !draft.totals().heldOff()
        && !election.upkeep().paused()
        && election.upkeep().lockDelay().isEmpty()
        && hasToken();
  }

  private boolean hasToken() {
    return draft.totals().lastToken() < FencingToken.MAX_VALUE;
  }

  private void forgetStanding(ElectionName name, Candidate candidate) {
    SessionRecord session = draft.session(candidate.session()).orElseThrow();
    PersistentMap<Candidate.Standing, Candidate> candidacies =
        session.candidacies().remove(new Candidate.Standing(name, candidate.name()));
    draft.put(session.withCandidacies(candidacies));
  }
}
