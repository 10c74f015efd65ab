package dev.incumbent.fence.jdbc;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition, within a bound that no working machine needs. */
final class Waiting {
  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final long LOOK_EVERY_NANOS = 2_000_000;

  private Waiting() {}

  static void until(String what, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + BOUND.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("waited " + BOUND.toSeconds() + " s in vain until " + what);
      }
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
  }
}
