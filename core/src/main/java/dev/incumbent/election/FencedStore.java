package dev.incumbent.election;

import dev.incumbent.codec.Bytes;
import dev.incumbent.fencing.Fence;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * The coordinator's own fenced key-value storage: small values that only an election's current
 * leader writes. All keys of an election are one scope, and the grant is the claim.
 *
 * <p>Guarantees: S-3, S-8, S-9, S-10. A key belongs to the election that first wrote it; another's
 * write is {@code REJECTED}. Keys keep the rule of names; values have at most 64 KiB.
 *
 * <p>Errors: each future completes exceptionally with an {@code IncumbentException}: {@code
 * STALE_TOKEN} (another token is current), {@code LEADERSHIP_LOST} (the token's leadership has
 * ended and nobody leads), {@code REJECTED}, {@code COMPARE_FAILED}, {@code NO_QUORUM}, {@code
 * UNAVAILABLE}: surely not applied; {@code OUTCOME_UNKNOWN}: once or not at all.
 */
public interface FencedStore {
  /** Who writes: the leadership's election, token and grant id. */
  record Writer(ElectionName election, FencingToken token, GrantId grant) {
    /** The writer that a leadership is. */
    public static Writer of(Leadership leadership) {
      return new Writer(leadership.election(), leadership.token(), leadership.grant());
    }
  }

  /** A stored value: which version, of which election, and by which leadership it was written. */
  record Stored(Bytes value, long version, ElectionName election, FencingToken token) {}

  /**
   * Writes a key.
   *
   * @param ifVersion the version that it must have, 0 for none; empty to write in any case
   * @return its new version, from 1
   */
  CompletableFuture<Long> put(Writer writer, String key, Bytes value, OptionalLong ifVersion);

  /**
   * Deletes a key.
   *
   * @return the version that it had; {@code NOT_FOUND} if there was none
   */
  CompletableFuture<Long> delete(Writer writer, String key, OptionalLong ifVersion);

  /** Reads a key. */
  CompletableFuture<Read<Optional<Stored>>> get(String key, Freshness freshness);

  /** This storage as a fence of a candidate: its claim is the grant itself. */
  Fence asFence();
}
