package dev.incumbent.coordinator;

import dev.incumbent.election.CandidateName;
import dev.incumbent.election.ElectionEvent;
import dev.incumbent.election.ElectionName;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.session.SessionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who stands in an election: entering and leaving its queue, and who is wished to lead next. */
final class Contest {
  private final Draft draft;
  private final Leaderships leaderships;

  Contest(Draft draft, Leaderships leaderships) {
    this.draft = draft;
    this.leaderships = leaderships;
  }

  OperationResult campaign(SessionId id, Operation.Campaign campaign) {
    ElectionName name = campaign.election();
    SessionRecord session = draft.session(id).orElseThrow();
    Candidate.Standing standing = new Candidate.Standing(name, campaign.candidate());
    if (session.candidacies().containsKey(standing)) {
      return Results.rejected(
          "candidate", campaign.candidate().value(), "once an election and session: it stands");
    }
    ElectionRecord election = draft.election(name).orElseGet(() -> ElectionRecord.unknown(name));
    if (campaign.onlyIfVacant() && !leaderships.isOpenTo(election, session)) {
      return Results.failed(
          FailureCode.UNAVAILABLE, "election '" + name + "' cannot be granted now: not entered");
    }
    enter(session, standing, election, campaign);
    leaderships.grantNext(name);
    return new OperationResult.Done();
  }

  OperationResult cancel(SessionId id, Operation.Cancel cancel) {
    Optional<ElectionRecord> election = draft.election(cancel.election());
    Optional<Candidate> waiting =
        draft
            .session(id)
            .flatMap(
                s ->
                    s.candidacies()
                        .find(new Candidate.Standing(cancel.election(), cancel.candidate())))
            .filter(c -> election.filter(e -> e.queue().containsKey(c.place())).isPresent());
    waiting.ifPresent(candidate -> leaderships.leave(election.orElseThrow(), candidate));
    return new OperationResult.Done();
  }

  OperationResult requestHandover(Operation.RequestHandover request) {
    Optional<ElectionRecord> election = draft.election(request.election());
    Optional<Grant> holder = election.flatMap(ElectionRecord::holder);
    if (holder.isEmpty()) {
      return Results.notFound("leadership of election", request.election().value(), "a held one");
    }
    if (election.orElseThrow().upkeep().paused()) {
      return Results.failed(
          FailureCode.UNAVAILABLE,
          "election '" + request.election() + "' is paused: nobody would be granted it");
    }
    List<Candidate> named = waiting(election.orElseThrow(), request.to());
    if (named.size() != 1) {
      return noSuccessor(request, holder.get(), named);
    }
    Grant grant = holder.get();
    leaderships.requestHandover(
        election.orElseThrow(),
        grant,
        new Operation.Successor(named.get(0).session(), request.to()));
    return new OperationResult.Noted(grant.token());
  }

  private void enter(
      SessionRecord session,
      Candidate.Standing standing,
      ElectionRecord election,
      Operation.Campaign campaign) {
    long order = draft.totals().lastOrder() + 1;
    draft.set(draft.totals().withLastOrder(order));
    Candidate candidate = Candidate.of(session.id(), order, campaign);
    draft.put(session.withCandidacies(session.candidacies().put(standing, candidate)));
    draft.put(
        election
            .withQueue(election.queue().put(candidate.place(), candidate))
            .withPredecessors(election.predecessors().without(candidate)));
    draft.observe(ElectionEvent.Kind.JOINED, election.name(), candidate);
  }

  private static List<Candidate> waiting(ElectionRecord election, CandidateName name) {
    List<Candidate> named = new ArrayList<>();
    for (Candidate candidate : election.queue().values()) {
      if (candidate.name().equals(name)) {
        named.add(candidate);
      }
    }
    return named;
  }

  private static OperationResult noSuccessor(
      Operation.RequestHandover request, Grant holder, List<Candidate> named) {
    String to = request.to().value();
    if (named.size() > 1) {
      return Results.failed(
          Failure.rejected(
              "successor",
              to,
              "a candidate name that waits once; it waits in sessions "
                  + named.get(0).session()
                  + " and "
                  + named.get(1).session()));
    }
    return holder.candidate().name().equals(request.to())
        ? Results.rejected("successor", to, "another candidate than the holder")
        : Results.notFound("candidate", to, "one that waits in '" + request.election() + "'");
  }
}
