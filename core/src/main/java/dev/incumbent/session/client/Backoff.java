package dev.incumbent.session.client;

import dev.incumbent.time.RandomSource;

/** Waits that double, with full jitter, up to a cap (L-5). */
final class Backoff {
  private static final int MAX_DOUBLINGS = 30;

  private Backoff() {}

  /**
   * A wait drawn evenly from 0 up to {@code base × 2^attempt}, at most {@code cap}.
   *
   * @param attempt how often it was tried before, from 0
   */
  static long nanos(RandomSource random, int attempt, long baseNanos, long capNanos) {
    long doubled = baseNanos << Math.min(attempt, MAX_DOUBLINGS);
    long bound = Math.min(doubled < baseNanos ? capNanos : doubled, capNanos);
    return random.nextLong(Math.max(bound, 1));
  }
}
