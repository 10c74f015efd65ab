package dev.incumbent.fencing;

/**
 * The port of a storage that checks tokens: the part of promotion that Incumbent itself calls. How
 * a write carries its token differs by storage and stands on each fence's own type.
 *
 * <p>Guarantees of every implementation: S-3 (once claimed with a token, nothing carrying another
 * takes effect in its scope until a larger claim; a missing fence refuses; check and effect are one
 * atomic step, and a claim waits for, or aborts, every step that passed its check before it) and
 * S-4 (a claim is committed by itself, before anything is read).
 *
 * <p>Threads: safe for use by any thread; {@link #claim} blocks on the storage, bounded by the
 * claim's validity.
 */
public interface Fence {
  /** The fence's name within its election, as the grant records it: 1–255 bytes of UTF-8. */
  String name();

  /**
   * Raises the fence's high-water token to the claim's and records its grant id. Repeating the
   * claim of the same grant succeeds and changes nothing.
   *
   * @throws dev.incumbent.error.StaleTokenException if the fence's token is larger, or equal with
   *     another grant id; nothing was changed
   * @throws dev.incumbent.error.RejectedException if the fence belongs to another token space, or
   *     was never created
   * @throws dev.incumbent.error.OutcomeUnknownException if the storage did not say whether it
   *     committed
   */
  void claim(Claim claim) throws InterruptedException;
}
