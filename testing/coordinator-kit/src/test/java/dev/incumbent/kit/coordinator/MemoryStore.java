package dev.incumbent.kit.coordinator;

import dev.incumbent.codec.Bytes;
import dev.incumbent.election.FencedStore;
import dev.incumbent.election.Freshness;
import dev.incumbent.election.Read;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.error.IncumbentException;
import dev.incumbent.fencing.Claim;
import dev.incumbent.fencing.Fence;
import dev.incumbent.fencing.FenceRule;
import dev.incumbent.kit.coordinator.Contest.Held;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/** Values that only an election's current leader writes; of one client, which is enough here. */
final class MemoryStore implements FencedStore {
  private static final long TIMEOUT_NANOS = 5_000_000_000L;

  private final MemoryCoordinator client;
  private final Map<String, Stored> values = new TreeMap<>();

  MemoryStore(MemoryCoordinator client) {
    this.client = client;
  }

  @Override
  public CompletableFuture<Long> put(
      Writer writer, String key, Bytes value, OptionalLong ifVersion) {
    CompletableFuture<Long> answer = new CompletableFuture<>();
    client.callbacks().execute(() -> tryUntilAnswered(answer, writer, key, value));
    return answer;
  }

  /** A change that could not be sent is sent again: it takes effect once. */
  private void tryUntilAnswered(
      CompletableFuture<Long> answer, Writer writer, String key, Bytes value) {
    long end = System.nanoTime() + TIMEOUT_NANOS;
    boolean waited = false;
    while (client.wire.isCut() && end - System.nanoTime() > 0) {
      waited = true;
      LockSupport.parkNanos(1_000_000);
    }
    try {
      long version = client.wire.call(() -> write(writer, key, value));
      if (client.lie() == Lie.APPLIES_WHAT_IT_SENT_AGAIN_TWICE && waited) {
        client.wire.call(() -> write(writer, key, value));
      }
      answer.complete(version);
    } catch (IncumbentException e) {
      answer.completeExceptionally(e);
    }
  }

  private synchronized long write(Writer writer, String key, Bytes value) {
    client.backend().requireQuorum();
    Optional<Held> holder = client.backend().holder(writer.election());
    boolean admitted =
        holder
            .filter(
                h ->
                    FenceRule.admits(
                        h.token().value(), h.grant().toString(), writer.token(), writer.grant()))
            .isPresent();
    if (!admitted) {
      throw Failure.of(FailureCode.LEADERSHIP_LOST, "not the current leader's").toException();
    }
    long version = Optional.ofNullable(values.get(key)).map(Stored::version).orElse(0L) + 1;
    values.put(key, new Stored(value, version, writer.election(), writer.token()));
    return version;
  }

  @Override
  public CompletableFuture<Long> delete(Writer writer, String key, OptionalLong ifVersion) {
    return CompletableFuture.failedFuture(
        Failure.of(FailureCode.NOT_FOUND, "nothing is deleted here").toException());
  }

  @Override
  public synchronized CompletableFuture<Read<Optional<Stored>>> get(
      String key, Freshness freshness) {
    return CompletableFuture.completedFuture(
        new Read<>(Optional.ofNullable(values.get(key)), 0, true, OptionalLong.empty()));
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
