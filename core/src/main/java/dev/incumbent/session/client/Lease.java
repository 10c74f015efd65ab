package dev.incumbent.session.client;

import java.util.OptionalLong;

/**
 * What one acknowledged renewal earned its session: the time up to which its leaderships are valid.
 *
 * <p>Guarantees: S-7. Validity is a function of the clocks' readings alone, so it ends whatever any
 * thread does.
 *
 * <p>A value: immutable and safe for use by any thread.
 *
 * @param sentAt the clocks before the acknowledged renewal left
 * @param deadlineNanos the reading of the monotonic clock from which on it is no longer valid
 * @param maxWallGainMillis how much the wall clock may gain on the monotonic one since {@code
 *     sentAt}; empty to leave the wall clock out of it
 */
public record Lease(ClockReading sentAt, long deadlineNanos, OptionalLong maxWallGainMillis) {
  /** Whether it is valid when the clocks read {@code now}. */
  public boolean validAt(ClockReading now) {
    return deadlineNanos - now.nanos() > 0
        && (maxWallGainMillis.isEmpty()
            || now.wallGainMillisSince(sentAt) <= maxWallGainMillis.getAsLong());
  }

  /**
   * The reading of the monotonic clock from which on it is in jeopardy: half of what the renewal
   * earned is over, and no other was acknowledged meanwhile.
   */
  public long jeopardyNanos() {
    return sentAt.nanos() + (deadlineNanos - sentAt.nanos()) / 2;
  }

  /** Whether it is valid, but has been unanswered for a while. */
  public boolean inJeopardyAt(ClockReading now) {
    return validAt(now) && now.nanos() - jeopardyNanos() >= 0;
  }

  /** The time left, 0 if it is not valid. */
  public long remainingNanos(ClockReading now) {
    return validAt(now) ? deadlineNanos - now.nanos() : 0;
  }
}
