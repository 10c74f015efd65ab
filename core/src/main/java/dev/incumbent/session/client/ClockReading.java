package dev.incumbent.session.client;

/**
 * What the machine's two clocks show at one moment.
 *
 * <p>The host reads both within a few milliseconds of each other: the difference between their
 * gains is what S-7 measures.
 *
 * @param nanos the monotonic clock; compared by subtraction
 * @param wallMillis the wall clock, milliseconds since 1970-01-01T00:00Z
 */
public record ClockReading(long nanos, long wallMillis) {
  /** Nanoseconds since an earlier reading of the same monotonic clock. */
  public long nanosSince(ClockReading earlier) {
    return nanos - earlier.nanos;
  }

  /** By how much the wall clock gained on the monotonic one since an earlier reading. */
  public long wallGainMillisSince(ClockReading earlier) {
    return wallMillis - earlier.wallMillis - nanosSince(earlier) / 1_000_000;
  }
}
