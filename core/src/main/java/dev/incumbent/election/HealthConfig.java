package dev.incumbent.election;

import java.time.Duration;

/**
 * When a candidate is checked, and when it counts as unhealthy: immutable, validated when made.
 *
 * <p>A candidate does not stand before {@code healthyAfter} checks in a row have passed. When
 * {@code unhealthyAfter} in a row have failed it leaves the queue; if it leads, its work is told to
 * stop, and the election is released when that has returned (S-5), with the reason {@code
 * UNHEALTHY}. It stands again when it has been healthy for the hold time without a failed check.
 *
 * @param period between the beginnings of two checks; 100 ms to 1 h
 * @param timeout how long a check may take; 1 ms to the period
 * @param unhealthyAfter failed checks in a row; 1 to 100
 * @param healthyAfter passed checks in a row; 1 to 100
 * @param hold how long one that was unhealthy stays out after that; 0 to 1 day
 */
public record HealthConfig(
    HealthCheck check,
    Duration period,
    Duration timeout,
    int unhealthyAfter,
    int healthyAfter,
    Duration hold) {
  private static final Duration MIN_PERIOD = Duration.ofMillis(100);
  private static final Duration MAX_PERIOD = Duration.ofHours(1);
  private static final Duration MAX_HOLD = Duration.ofDays(1);
  private static final int MAX_THRESHOLD = 100;

  public HealthConfig {
    Ranges.require("health check period", period, MIN_PERIOD, MAX_PERIOD);
    Ranges.require("health check timeout", timeout, Duration.ofMillis(1), period);
    Ranges.require("failed health checks in a row", unhealthyAfter, 1, MAX_THRESHOLD);
    Ranges.require("passed health checks in a row", healthyAfter, 1, MAX_THRESHOLD);
    Ranges.require("hold time", hold, Duration.ZERO, MAX_HOLD);
  }

  /**
   * The defaults: checked every 5 s within 2 s; unhealthy after 3 failed checks, healthy after 2
   * passed ones, held for 30 s.
   */
  public static HealthConfig of(HealthCheck check) {
    return new HealthConfig(
        check, Duration.ofSeconds(5), Duration.ofSeconds(2), 3, 2, Duration.ofSeconds(30));
  }

  /** The same with other times between checks, and for one. */
  public HealthConfig every(Duration newPeriod, Duration newTimeout) {
    return new HealthConfig(check, newPeriod, newTimeout, unhealthyAfter, healthyAfter, hold);
  }

  /** The same with other numbers of checks in a row. */
  public HealthConfig thresholds(int newUnhealthyAfter, int newHealthyAfter) {
    return new HealthConfig(check, period, timeout, newUnhealthyAfter, newHealthyAfter, hold);
  }

  /** The same with another hold time. */
  public HealthConfig hold(Duration newHold) {
    return new HealthConfig(check, period, timeout, unhealthyAfter, healthyAfter, newHold);
  }
}
