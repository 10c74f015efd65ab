package dev.incumbent.time;

/**
 * The one source of elapsed time: nanoseconds of a clock that is never set and never goes back.
 *
 * <p>Its origin is arbitrary and differs from process to process: a reading is compared only with
 * readings of the same clock, by subtraction, as {@link System#nanoTime()} asks.
 *
 * <p>Threads: implementations are safe for use by any thread and do not block.
 */
@FunctionalInterface
public interface MonotonicClock {
  /** The current reading in nanoseconds. */
  long nanos();
}
