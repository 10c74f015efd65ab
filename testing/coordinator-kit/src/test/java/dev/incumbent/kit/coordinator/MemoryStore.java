package dev.incumbent.kit.coordinator;

import dev.incumbent.codec.Bytes;
import dev.incumbent.election.FencedStore;
import dev.incumbent.election.Freshness;
import dev.incumbent.election.Read;
import dev.incumbent.error.IncumbentException;
import dev.incumbent.fencing.Claim;
import dev.incumbent.fencing.Fence;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** One client's way to the values: a change that could not be sent is sent again. */
final class MemoryStore implements FencedStore {
  private static final long TIMEOUT_NANOS = 5_000_000_000L;

  private final MemoryCoordinator client;

  MemoryStore(MemoryCoordinator client) {
    this.client = client;
  }

  @Override
  public CompletableFuture<Long> put(
      Writer writer, String key, Bytes value, OptionalLong ifVersion) {
    return change(() -> client.backend().values.put(writer, key, value, ifVersion));
  }

  @Override
  public CompletableFuture<Long> delete(Writer writer, String key, OptionalLong ifVersion) {
    return change(() -> client.backend().values.delete(writer, key, ifVersion));
  }

  private CompletableFuture<Long> change(Supplier<Long> change) {
    CompletableFuture<Long> answer = new CompletableFuture<>();
    client.callbacks().execute(() -> tryUntilAnswered(answer, change));
    return answer;
  }

  /** It takes effect once. */
  private void tryUntilAnswered(CompletableFuture<Long> answer, Supplier<Long> change) {
    boolean waited = client.wire.isCut();
    boolean unused = client.backend().world.comesTrue(TIMEOUT_NANOS, () -> !client.wire.isCut());
    try {
      long version = client.wire.call(change);
      if (client.lie() == Lie.APPLIES_WHAT_IT_SENT_AGAIN_TWICE && waited) {
        client.wire.call(change);
      }
      answer.complete(version);
    } catch (IncumbentException e) {
      answer.completeExceptionally(e);
    }
  }

  @Override
  public CompletableFuture<Read<Optional<Stored>>> get(String key, Freshness freshness) {
    CompletableFuture<Read<Optional<Stored>>> answer = new CompletableFuture<>();
    client.callbacks().execute(() -> get(answer, key, freshness == Freshness.LINEARIZABLE));
    return answer;
  }

  private void get(
      CompletableFuture<Read<Optional<Stored>>> answer, String key, boolean linearizable) {
    try {
      Optional<Stored> value =
          client.wire.call(() -> client.backend().values.get(key, linearizable));
      answer.complete(new Read<>(value, 0, linearizable, OptionalLong.empty()));
    } catch (IncumbentException e) {
      answer.completeExceptionally(e);
    }
  }

  @Override
  public Fence asFence() {
    return new Fence() {
      @Override
      public String name() {
        return "memory-store";
      }

      @Override
      public void claim(Claim claim) {}
    };
  }
}
