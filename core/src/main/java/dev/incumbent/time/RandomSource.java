package dev.incumbent.time;

/**
 * The one source of randomness: identifiers, jitter, tie-breaks.
 *
 * <p>A host gives a seeded-from-the-system one; a simulation gives one drawn from its seed, so that
 * a run repeats byte for byte.
 *
 * <p>Threads: implementations are safe for use by any thread.
 */
@FunctionalInterface
public interface RandomSource {
  /** Sixty-four uniformly distributed bits. */
  long nextLong();

  /**
   * A uniformly distributed number from 0 up to, not including, {@code bound} (which is positive).
   */
  default long nextLong(long bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound " + bound + " is not positive");
    }
    return Long.remainderUnsigned(nextLong(), bound);
  }
}
