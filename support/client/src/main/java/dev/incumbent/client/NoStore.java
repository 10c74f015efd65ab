package dev.incumbent.client;

import dev.incumbent.codec.Bytes;
import dev.incumbent.election.FencedStore;
import dev.incumbent.election.Freshness;
import dev.incumbent.election.Read;
import dev.incumbent.error.Failure;
import dev.incumbent.error.IncumbentException;
import dev.incumbent.fencing.Claim;
import dev.incumbent.fencing.Fence;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** The fenced storage of a coordinator that has none: it refuses everything, and says so. */
final class NoStore implements FencedStore {
  @Override
  public CompletableFuture<Long> put(
      Writer writer, String key, Bytes value, OptionalLong ifVersion) {
    return CompletableFuture.failedFuture(refusal());
  }

  @Override
  public CompletableFuture<Long> delete(Writer writer, String key, OptionalLong ifVersion) {
    return CompletableFuture.failedFuture(refusal());
  }

  @Override
  public CompletableFuture<Read<Optional<Stored>>> get(String key, Freshness freshness) {
    return CompletableFuture.failedFuture(refusal());
  }

  @Override
  public Fence asFence() {
    return new Fence() {
      @Override
      public String name() {
        return "no-store";
      }

      @Override
      public void claim(Claim claim) {
        throw refusal();
      }
    };
  }

  private static IncumbentException refusal() {
    return Failure.rejected(
            "fenced storage",
            "of this coordinator",
            "none: it keeps elections alone; fence your own storage instead")
        .toException();
  }
}
