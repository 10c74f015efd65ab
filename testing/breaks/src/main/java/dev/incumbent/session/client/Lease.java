package dev.incumbent.session.client;

import java.util.OptionalLong;

/**
 * Broken on purpose: what was valid when it was acknowledged is not checked again, however long
 * anybody has waited since. The checker must say S-7.
 */
public record Lease(ClockReading sentAt, long deadlineNanos, OptionalLong maxWallGainMillis) {
  public boolean validAt(ClockReading now) {
    return true;
  }

  public long jeopardyNanos() {
    return deadlineNanos;
  }

  public boolean inJeopardyAt(ClockReading now) {
    return false;
  }

  public long remainingNanos(ClockReading now) {
    return Math.max(1, deadlineNanos - now.nanos());
  }
}
