package dev.incumbent.coordinator;

import dev.incumbent.codec.Bytes;
import dev.incumbent.coordinator.persistent.PersistentMap;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.ElectionEvent;
import dev.incumbent.election.ElectionName;
import dev.incumbent.session.SessionId;
import java.util.Optional;

/**
 * What a candidate that stands may ask for itself: to lead instead of a holder of lower priority,
 * and to be shown to observers with other metadata.
 *
 * <p>Guarantees: S-5 (a preference is a wish to the holder, who stops its work and releases first).
 * Time is the candidate's: how long it has stood, and has seen one leadership hold, it counts on
 * its own clock.
 */
final class StandingOperations {
  private final Draft draft;
  private final Leaderships leaderships;

  StandingOperations(Draft draft, Leaderships leaderships) {
    this.draft = draft;
    this.leaderships = leaderships;
  }

  OperationResult prefer(SessionId id, Operation.Prefer prefer) {
    Optional<ElectionRecord> election = draft.election(prefer.election());
    Optional<Candidate> wishes = standing(id, prefer.election(), prefer.candidate());
    Optional<Grant> lower =
        election
            .flatMap(ElectionRecord::holder)
            .filter(g -> wishes.filter(c -> c.priority() > g.candidate().priority()).isPresent());
    if (lower.isEmpty()) {
      return new OperationResult.Done();
    }
    Grant grant = lower.get();
    boolean wished = grant.withdrawal().isPresent() || grant.handover().isPresent();
    if (prefer.against().equals(Optional.of(grant.token())) && !wished) {
      leaderships.requestHandover(
          election.orElseThrow(), grant, new Operation.Successor(id, prefer.candidate()));
    }
    return new OperationResult.Noted(grant.token());
  }

  OperationResult updateMetadata(SessionId id, Operation.UpdateMetadata update) {
    Optional<Candidate> standing = standing(id, update.election(), update.candidate());
    if (standing.isEmpty()) {
      return Results.notFound(
          "candidate",
          update.candidate().value(),
          "one of this session that stands in '" + update.election() + "'");
    }
    if (!standing.get().metadata().equals(update.metadata())) {
      replace(update.election(), standing.get(), update.metadata());
    }
    return new OperationResult.Done();
  }

  private void replace(ElectionName name, Candidate before, Bytes metadata) {
    Candidate after = before.withMetadata(metadata);
    SessionRecord session = draft.session(before.session()).orElseThrow();
    draft.put(
        session.withCandidacies(
            session.candidacies().put(new Candidate.Standing(name, after.name()), after)));
    ElectionRecord election = draft.election(name).orElseThrow();
    PersistentMap<Candidate.Place, Candidate> queue = election.queue();
    draft.put(
        queue.containsKey(after.place())
            ? election.withQueue(queue.put(after.place(), after))
            : election.withHolder(election.holder().orElseThrow().withCandidate(after)));
    draft.observe(ElectionEvent.Kind.UPDATED, name, after);
  }

  private Optional<Candidate> standing(
      SessionId id, ElectionName election, CandidateName candidate) {
    return draft
        .session(id)
        .flatMap(s -> s.candidacies().find(new Candidate.Standing(election, candidate)));
  }
}
