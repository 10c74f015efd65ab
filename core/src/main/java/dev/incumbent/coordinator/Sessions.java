package dev.incumbent.coordinator;

import dev.incumbent.election.ElectionName;
import dev.incumbent.election.EndReason;
import dev.incumbent.error.FailureCode;
import dev.incumbent.session.SessionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The life of a session, and that each of its operations takes effect once.
 *
 * <p>Guarantees: S-9 (a sequence number that was applied answers as it did; one whose answer is
 * gone is {@code OUTCOME_UNKNOWN}), lease rule 3 (an expiry does nothing in an entry of another
 * term), L-5 (presence is logged, and only what is logged counts).
 *
 * <p>NOT guaranteed: anything about a session id used again after its session ended. It is a new
 * session, which knows nothing of the old one; clients draw a new id.
 */
final class Sessions {
  private final Draft draft;
  private final Leaderships leaderships;

  Sessions(Draft draft, Leaderships leaderships) {
    this.draft = draft;
    this.leaderships = leaderships;
  }

  OperationResult open(Command.OpenSession open) {
    if (draft.session(open.session()).isPresent()) {
      present(open.session());
      return new OperationResult.Done();
    }
    return Refusals.ofOpen(draft.config(), draft.tables(), open.ttlMillis(), open.client())
        .map(Results::failed)
        .orElseGet(
            () -> {
              draft.put(
                  SessionRecord.opened(
                      open.session(), open.ttlMillis(), open.client(), draft.term()));
              return new OperationResult.Done();
            });
  }

  void present(Command.SessionPresent command) {
    if (command.term() == draft.term()) {
      present(command.session());
    }
  }

  void expire(Command.ExpireSession command) {
    Optional<SessionRecord> session = draft.session(command.session());
    if (session.isPresent() && command.term() == draft.term()) {
      end(session.get(), EndReason.EXPIRED);
    }
  }

  /**
   * The client's own end of its session. Refused while a leadership in it is abandoned: its work
   * has not returned, so its lease has to run out (S-5).
   */
  OperationResult close(Command.CloseSession close) {
    Optional<SessionRecord> session = draft.session(close.session());
    if (session.isEmpty()) {
      return new OperationResult.Done();
    }
    Optional<ElectionName> abandoned = abandoned(session.get());
    if (abandoned.isPresent()) {
      return Results.rejected(
          "close of session",
          close.session().toString(),
          "once the abandoned leadership of election '" + abandoned.get() + "' has ended");
    }
    end(session.get(), EndReason.CLOSED);
    return new OperationResult.Done();
  }

  /** Applies a session's operation unless it was applied before. */
  OperationResult once(
      Command.Sequenced command, BiFunction<SessionId, Operation, OperationResult> operations) {
    Optional<SessionRecord> session = draft.session(command.session());
    if (session.isEmpty()) {
      return Results.failed(
          FailureCode.OUTCOME_UNKNOWN, "session " + command.session() + " has ended");
    }
    long sequence = command.sequence();
    if (sequence < 1) {
      return Results.rejected("sequence", Long.toString(sequence), "1 or more");
    }
    Optional<OperationResult> stored = session.get().replies().find(sequence);
    SessionRecord acknowledged = session.get().withAcknowledged(command.acknowledged());
    draft.put(acknowledged);
    return stored
        .or(() -> forgotten(acknowledged, sequence))
        .orElseGet(() -> applied(command, operations));
  }

  private OperationResult applied(
      Command.Sequenced command, BiFunction<SessionId, Operation, OperationResult> operations) {
    SessionId id = command.session();
    OperationResult result =
        Refusals.of(draft.config(), draft.tables(), draft.totals(), id, command.operation())
            .map(Results::failed)
            .orElseGet(() -> operations.apply(id, command.operation()));
    draft.put(draft.session(id).orElseThrow().withReply(command.sequence(), result));
    return result;
  }

  /** The answer to a number whose answer is not kept: whether it was applied is not known. */
  private Optional<OperationResult> forgotten(SessionRecord session, long sequence) {
    int bound = draft.config().bounds().unacknowledged();
    if (sequence <= session.acknowledged()) {
      return Optional.of(
          Results.failed(
              FailureCode.OUTCOME_UNKNOWN,
              "operation "
                  + sequence
                  + " was acknowledged: answers are kept from number "
                  + (session.acknowledged() + 1)));
    }
    if (session.replies().size() >= bound) {
      return Optional.of(
          Results.failed(
              FailureCode.OUTCOME_UNKNOWN,
              "session has "
                  + session.replies().size()
                  + " unacknowledged answers: allowed up to "
                  + bound));
    }
    return Optional.empty();
  }

  private void present(SessionId id) {
    Optional<SessionRecord> session = draft.session(id);
    if (session.isPresent() && session.get().presentTerm() != draft.term()) {
      draft.put(session.get().withPresentTerm(draft.term()));
      for (var candidacy : session.get().candidacies()) {
        leaderships.grantNext(candidacy.key().election());
      }
    }
  }

  private void end(SessionRecord session, EndReason reason) {
    List<ElectionName> held = new ArrayList<>();
    for (var candidacy : session.candidacies()) {
      ElectionRecord election = draft.election(candidacy.key().election()).orElseThrow();
      if (election.queue().containsKey(candidacy.value().place())) {
        leaderships.leave(election, candidacy.value());
      } else {
        held.add(election.name());
      }
    }
    for (ElectionName name : held) {
      ElectionRecord election = draft.election(name).orElseThrow();
      leaderships.end(election, election.holder().orElseThrow(), End.decided(reason));
    }
    draft.removeSession(session.id());
    held.forEach(leaderships::grantNext);
  }

  private Optional<ElectionName> abandoned(SessionRecord session) {
    for (var candidacy : session.candidacies()) {
      ElectionName name = candidacy.key().election();
      boolean abandoned =
          draft
              .tables()
              .withdrawn()
              .find(name)
              .filter(grant -> grant.candidate().order() == candidacy.value().order())
              .flatMap(Grant::withdrawal)
              .filter(withdrawal -> withdrawal.reason() == EndReason.ABANDONED)
              .isPresent();
      if (abandoned) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }
}
