package dev.incumbent.cluster.formation;

import dev.incumbent.time.RandomSource;

/** Pauses between rounds: doubling up to a bound, each drawn from the upper half of its range. */
final class Pauses {
  private final long maxNanos;
  private long rangeNanos;

  Pauses(long minNanos, long maxNanos) {
    this.rangeNanos = minNanos;
    this.maxNanos = maxNanos;
  }

  long next(RandomSource random) {
    long half = rangeNanos / 2;
    rangeNanos = Math.min(maxNanos, rangeNanos * 2);
    return half + random.nextLong(half + 1);
  }
}
