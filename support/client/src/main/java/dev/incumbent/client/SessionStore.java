package dev.incumbent.client;

import dev.incumbent.codec.Bytes;
import dev.incumbent.coordinator.Operation;
import dev.incumbent.election.FencedStore;
import dev.incumbent.election.Freshness;
import dev.incumbent.election.Names;
import dev.incumbent.election.Read;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.error.RejectedException;
import dev.incumbent.fencing.Fence;
import dev.incumbent.session.Query;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** The coordinator's fenced storage, as calls to the protocol. Threads: safe for any thread. */
final class SessionStore implements FencedStore {
  private static final int MAX_VALUE_BYTES = 64 * 1024;

  private final SessionClient client;

  SessionStore(SessionClient client) {
    this.client = client;
  }

  @Override
  public CompletableFuture<Long> put(
      Writer writer, String key, Bytes value, OptionalLong ifVersion) {
    Optional<RejectedException> refusal = refusal(key, value);
    if (refusal.isPresent()) {
      return CompletableFuture.failedFuture(refusal.get());
    }
    Operation put =
        new Operation.Put(writer.election(), writer.token(), writer.grant(), key, value, ifVersion);
    return client.change(put).thenApply(Answers::version);
  }

  @Override
  public CompletableFuture<Long> delete(Writer writer, String key, OptionalLong ifVersion) {
    Optional<RejectedException> refusal = refusal(key, Bytes.EMPTY);
    if (refusal.isPresent()) {
      return CompletableFuture.failedFuture(refusal.get());
    }
    Operation delete =
        new Operation.Delete(writer.election(), writer.token(), writer.grant(), key, ifVersion);
    return client.change(delete).thenApply(Answers::version);
  }

  @Override
  public CompletableFuture<Read<Optional<Stored>>> get(String key, Freshness freshness) {
    Optional<RejectedException> refusal = refusal(key, Bytes.EMPTY);
    if (refusal.isPresent()) {
      return CompletableFuture.failedFuture(refusal.get());
    }
    return Answers.ask(client, new Query.Key(key), freshness)
        .thenApply(answer -> Answers.read(answer, Answers.value(answer.answer())));
  }

  @Override
  public Fence asFence() {
    return new GrantFence(client);
  }

  /** What can be seen to be refused without asking anybody, so that it never fills the wire. */
  private static Optional<RejectedException> refusal(String key, Bytes value) {
    try {
      Names.require("key", key);
    } catch (IllegalArgumentException e) {
      return Optional.of(
          new RejectedException(
              new Failure(
                  FailureCode.REJECTED, String.valueOf(e.getMessage()), key, "as for names"),
              e));
    }
    if (value.length() > MAX_VALUE_BYTES) {
      return Optional.of(
          new RejectedException(
              Failure.rejected(
                  "value of key '" + key + "'",
                  value.length() + " bytes",
                  "up to " + MAX_VALUE_BYTES + " bytes")));
    }
    return Optional.empty();
  }
}
