package dev.incumbent.store;

/**
 * When to try again after calls that failed: waits that double, with jitter, up to a second (L-5).
 */
final class Retrying {
  private static final long BASE_NANOS = 20_000_000;
  private static final long CAP_NANOS = 1_000_000_000;
  private static final int MAX_DOUBLINGS = 6;

  private final Desk desk;
  private int failures;
  private long atNanos;

  Retrying(Desk desk) {
    this.desk = desk;
  }

  void succeeded() {
    failures = 0;
  }

  void failed() {
    long bound = Math.min(BASE_NANOS << Math.min(failures, MAX_DOUBLINGS), CAP_NANOS);
    failures++;
    atNanos = desk.nanos() + bound / 2 + desk.random().nextLong(bound / 2);
  }

  boolean isWaiting() {
    return failures > 0 && atNanos - desk.nanos() > 0;
  }

  /** When it is over. */
  long atNanos() {
    return atNanos;
  }
}
