package dev.incumbent.cli.supervisor;

import java.util.function.LongSupplier;

/**
 * The monotonic and the wall clock, read together: tells later how much the wall clock gained.
 *
 * <p>Guarantees: the wall-clock sentence of S-7, for the time before the companion runs. NOT
 * guaranteed: finding a suspension during which the wall clock was set back.
 *
 * @param nanos the monotonic clock, in nanoseconds
 * @param wallMillis the wall clock, in milliseconds since the epoch
 */
public record ClockReading(long nanos, long wallMillis) {
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** Reads both; a pause in between makes a later gain look smaller, never larger. */
  public static ClockReading take(LongSupplier nanoClock) {
    long nanos = nanoClock.getAsLong();
    return new ClockReading(nanos, System.currentTimeMillis());
  }

  /** What the wall clock gained on the monotonic one since this reading, in nanoseconds. */
  long wallGainNanos(LongSupplier nanoClock) {
    long wallPassedMillis = System.currentTimeMillis() - wallMillis;
    return wallPassedMillis * NANOS_PER_MILLI - (nanoClock.getAsLong() - nanos);
  }
}
