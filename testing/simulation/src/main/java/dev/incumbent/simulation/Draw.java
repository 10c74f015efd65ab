package dev.incumbent.simulation;

import dev.incumbent.time.RandomSource;

/**
 * The seed's random numbers (SplitMix64): each part of a world has a stream of its own. Extended by
 * scripts, which want no surprises.
 */
class Draw implements RandomSource {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long state;

  Draw(long seed) {
    state = seed;
  }

  /** A stream of its own, which depends on the seed and the label only. */
  static Draw of(long seed, String label) {
    return new Draw(mix(seed * GOLDEN + label.hashCode()));
  }

  @Override
  public long nextLong() {
    state += GOLDEN;
    return mix(state);
  }

  /** From {@code low} to {@code high}, both included. */
  long between(long low, long high) {
    return low + nextLong(high - low + 1);
  }

  boolean chance(int percent) {
    return nextLong(100) < percent;
  }

  int index(int size) {
    return (int) nextLong(size);
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
