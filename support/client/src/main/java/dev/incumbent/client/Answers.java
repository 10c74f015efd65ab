package dev.incumbent.client;

import dev.incumbent.codec.Bytes;
import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.election.Elections;
import dev.incumbent.election.FencedStore;
import dev.incumbent.election.Freshness;
import dev.incumbent.election.Read;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.error.IncumbentException;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.session.Answer;
import dev.incumbent.session.NodeView;
import dev.incumbent.session.Query;
import dev.incumbent.session.ServerMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Turns answers of the protocol into what callers asked for.
 *
 * <p>An answer of another kind than the question's is a fault of the node, told as such.
 */
final class Answers {
  private Answers() {}

  static CompletableFuture<ServerMessage.ReadAnswer> ask(
      SessionClient client, Query query, Freshness freshness) {
    return client.ask(query, freshness == Freshness.STALE, Optional.empty());
  }

  static <T> Read<T> read(ServerMessage.ReadAnswer answer, T value) {
    return new Read<>(value, answer.index(), answer.linearizable(), answer.ageMillis());
  }

  static Elections.Page page(ServerMessage.ReadAnswer answer) {
    if (!(answer.answer() instanceof Answer.Elections elections)
        || elections.views().size() != elections.leaseLeftMillis().size()) {
      throw unexpected(answer.answer());
    }
    List<Elections.Listed> listed = new ArrayList<>();
    for (int i = 0; i < elections.views().size(); i++) {
      listed.add(
          new Elections.Listed(elections.views().get(i), elections.leaseLeftMillis().get(i)));
    }
    return new Elections.Page(listed, elections.more());
  }

  static Optional<FencedStore.Stored> value(Answer answer) {
    if (!(answer instanceof Answer.Value value)) {
      throw unexpected(answer);
    }
    return value
        .stored()
        .map(s -> new FencedStore.Stored(s.value(), s.version(), s.election(), s.token()));
  }

  static Bytes piece(Answer answer) {
    if (!(answer instanceof Answer.Piece piece)) {
      throw unexpected(answer);
    }
    return piece.bytes();
  }

  static NodeView status(Answer answer) {
    if (!(answer instanceof Answer.Status status)) {
      throw unexpected(answer);
    }
    return status.node();
  }

  static FencingToken noted(OperationResult result) {
    if (!(result instanceof OperationResult.Noted noted)) {
      throw unexpected(result);
    }
    return noted.token();
  }

  static long version(OperationResult result) {
    if (!(result instanceof OperationResult.Written written)) {
      throw unexpected(result);
    }
    return written.version();
  }

  private static IncumbentException unexpected(Object answer) {
    return new IncumbentException(
        Failure.of(
            FailureCode.OUTCOME_UNKNOWN,
            "the node answered with " + answer.getClass().getSimpleName() + ", out of place"));
  }
}
