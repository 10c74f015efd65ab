package dev.incumbent.cli.gameday;

import dev.incumbent.cli.Waiting;
import dev.incumbent.codec.Bytes;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.FencedStore;
import dev.incumbent.election.Freshness;
import dev.incumbent.error.FailureCode;
import dev.incumbent.error.IncumbentException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;

/**
 * Writes to one key of the game day's own in the election, under whatever leadership it is told.
 *
 * <p>Threads: for use by one.
 */
final class Offers {
  private final Coordinator coordinator;
  private final String key;

  Offers(Coordinator coordinator, String key) {
    this.coordinator = coordinator;
    this.key = key;
  }

  /**
   * What became of a write.
   *
   * @param refusal why it was surely not applied, or its outcome unknown; empty if it was applied
   */
  record Offered(Optional<FailureCode> refusal, String words) {
    boolean accepted() {
      return refusal.isEmpty();
    }

    boolean stale() {
      return refusal.filter(FailureCode.STALE_TOKEN::equals).isPresent();
    }
  }

  String key() {
    return key;
  }

  /** Offers a write. */
  Offered put(FencedStore.Writer writer, String value) {
    try {
      long version =
          Waiting.on(coordinator.store().put(writer, key, Bytes.utf8(value), OptionalLong.empty()));
      return new Offered(Optional.empty(), "version " + version);
    } catch (CompletionException e) {
      IncumbentException refusal = refusal(e);
      return new Offered(Optional.of(refusal.failure().code()), refusal.failure().message());
    }
  }

  /** What the key holds: its version and value. */
  Optional<FencedStore.Stored> read() {
    return Waiting.on(coordinator.store().get(key, Freshness.LINEARIZABLE)).value();
  }

  /** Deletes the key; nothing happens if it cannot be. */
  void clean(FencedStore.Writer writer) {
    try {
      long unused = Waiting.on(coordinator.store().delete(writer, key, OptionalLong.empty()));
    } catch (CompletionException e) {
      // It is one small key: the report names it.
    }
  }

  private static IncumbentException refusal(CompletionException e) {
    if (e.getCause() instanceof IncumbentException refusal) {
      return refusal;
    }
    throw e;
  }
}
