package dev.incumbent.cli.gameday;

import java.time.Duration;

/**
 * For how long no write was acknowledged, while somebody writes.
 *
 * <p>Threads: safe.
 */
final class Unavailability {
  private long lastNanos;
  private long worstNanos;
  private boolean measuring;

  /** A write was acknowledged, or writing begins. */
  synchronized void acknowledged() {
    long now = System.nanoTime();
    if (measuring) {
      worstNanos = Math.max(worstNanos, now - lastNanos);
    }
    measuring = true;
    lastNanos = now;
  }

  /** Nobody writes any more. */
  synchronized void over() {
    worstNanos = worst().toNanos();
    measuring = false;
  }

  /** The longest stretch up to now; zero if nobody wrote. */
  synchronized Duration worst() {
    long current = measuring ? System.nanoTime() - lastNanos : 0;
    return Duration.ofNanos(Math.max(worstNanos, current));
  }
}
