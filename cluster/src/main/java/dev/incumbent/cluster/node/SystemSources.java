package dev.incumbent.cluster.node;

import dev.incumbent.time.MonotonicClock;
import dev.incumbent.time.RandomSource;
import dev.incumbent.time.WallClock;
import java.security.SecureRandom;

/** Where a node takes time and randomness from. */
record SystemSources(MonotonicClock clock, RandomSource random, WallClock wall) {
  /** The machine's. */
  static SystemSources ofMachine() {
    SecureRandom random = new SecureRandom();
    return new SystemSources(System::nanoTime, random::nextLong, System::currentTimeMillis);
  }
}
