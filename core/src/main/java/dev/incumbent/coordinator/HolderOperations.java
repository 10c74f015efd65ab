package dev.incumbent.coordinator;

import dev.incumbent.election.ElectionName;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.Revocation;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.session.SessionId;
import java.util.Optional;

/**
 * What is asked of a leadership by its token: when it may happen, and which transition of {@link
 * Leaderships} it is.
 *
 * <p>Guarantees: S-5 (each names its token and does nothing if another is current), lease rule 3
 * (the coordinator's own ends do nothing in an entry of another term). A release, a promotion
 * report and an abandonment are accepted from the session that holds the leadership only.
 */
final class HolderOperations {
  private final Draft draft;
  private final Leaderships leaderships;

  HolderOperations(Draft draft, Leaderships leaderships) {
    this.draft = draft;
    this.leaderships = leaderships;
  }

  OperationResult release(SessionId id, Operation.Release release) {
    Optional<ElectionRecord> election = draft.election(release.election());
    Optional<Grant> current = election.flatMap(e -> e.holderWith(release.token()));
    if (current.isEmpty()) {
      return new OperationResult.Done();
    }
    Grant grant = current.get();
    if (!grant.session().equals(id)) {
      return heldByAnother(grant);
    }
    if (release.reason() == EndReason.ABANDONED && grant.withdrawal().isEmpty()) {
      return Results.rejected("release reason", "ABANDONED", "for a withdrawn leadership only");
    }
    leaderships.end(election.orElseThrow(), grant, End.released(grant, release));
    if (release.successor().isPresent()) {
      leaderships.grantNext(release.election(), release.successor().get());
    } else {
      leaderships.grantNext(release.election());
    }
    return new OperationResult.Done();
  }

  OperationResult reportPromoted(SessionId id, Operation.ReportPromoted report) {
    Optional<ElectionRecord> election = draft.election(report.election());
    Optional<Grant> current = election.flatMap(e -> e.holderWith(report.token()));
    if (current.isEmpty()) {
      return lost(report.election(), report.token());
    }
    Grant grant = current.get();
    if (!grant.session().equals(id)) {
      return heldByAnother(grant);
    }
    if (!grant.promoted()) {
      leaderships.promote(election.orElseThrow(), grant);
    }
    return new OperationResult.Done();
  }

  OperationResult abandon(SessionId id, Operation.Abandon abandon) {
    Optional<ElectionRecord> election = draft.election(abandon.election());
    Optional<Grant> current = election.flatMap(e -> e.holderWith(abandon.token()));
    if (current.isEmpty()) {
      return new OperationResult.Done();
    }
    Grant grant = current.get();
    if (!grant.session().equals(id)) {
      return heldByAnother(grant);
    }
    if (grant.withdrawal().isEmpty()) {
      leaderships.withdraw(election.orElseThrow(), grant, EndReason.ABANDONED);
    }
    return new OperationResult.Done();
  }

  OperationResult revoke(Operation.Revoke revoke) {
    Optional<ElectionRecord> election = draft.election(revoke.election());
    Optional<Grant> current = election.flatMap(e -> e.holderWith(revoke.token()));
    if (current.isEmpty()) {
      String allowed =
          election
              .flatMap(ElectionRecord::holder)
              .map(holder -> holder.token().toString())
              .orElse("none, the election is not held");
      return Results.notFound(
          "leadership of election '" + revoke.election() + "' with token",
          revoke.token().toString(),
          allowed);
    }
    Grant grant = current.get();
    if (grant.candidate().revocation() == Revocation.ON_SUSPICION) {
      leaderships.end(election.orElseThrow(), grant, End.decided(EndReason.REVOKED));
      leaderships.grantNext(revoke.election());
    } else if (grant.withdrawal().isEmpty()) {
      leaderships.withdraw(election.orElseThrow(), grant, EndReason.REVOKED);
    }
    return new OperationResult.Noted(grant.token());
  }

  /** The coordinator's own end of one leadership: see the transition table for when. */
  void end(Command.EndLeadership command) {
    Optional<ElectionRecord> election = draft.election(command.election());
    Optional<Grant> current = election.flatMap(e -> e.holderWith(command.token()));
    if (current.isPresent() && command.term() == draft.term()) {
      Grant grant = current.get();
      Optional<EndReason> reason = endedFor(grant, command.reason());
      if (reason.isPresent()) {
        leaderships.end(election.orElseThrow(), grant, End.decided(reason.get()));
        leaderships.grantNext(command.election());
      }
    }
  }

  private static Optional<EndReason> endedFor(Grant grant, EndReason decided) {
    return switch (decided) {
      case CRASHED, SILENT ->
          grant.candidate().revocation() == Revocation.ON_SUSPICION
              ? Optional.of(decided)
              : Optional.empty();
      case REVOKED, ABANDONED -> grant.withdrawal().map(Grant.Withdrawal::reason);
      case RESIGNED,
          HANDED_OVER,
          CLOSED,
          PROMOTION_FAILED,
          EXPIRED,
          LOST,
          UNHEALTHY,
          RESTORED,
          CONFIRMED_DEAD ->
          Optional.empty();
    };
  }

  static OperationResult heldByAnother(Grant grant) {
    return Results.rejected(
        "token",
        grant.token().toString(),
        "for session " + grant.session() + " only, which holds the leadership");
  }

  static OperationResult lost(ElectionName election, FencingToken token) {
    return Results.failed(
        new Failure(
            FailureCode.LEADERSHIP_LOST,
            "the leadership of election '" + election + "' with token " + token + " has ended",
            token.toString(),
            ""));
  }
}
