package dev.incumbent.time;

/**
 * The machine's wall clock, which people and time servers set.
 *
 * <p>Used for what people read (history, logs) and for S-7's second opinion: a wall clock that
 * gained on the monotonic one counts as expiry. No decision ever compares two machines' wall
 * clocks.
 *
 * <p>Threads: implementations are safe for use by any thread and do not block.
 */
@FunctionalInterface
public interface WallClock {
  /** Milliseconds since 1970-01-01T00:00Z. */
  long epochMillis();
}
