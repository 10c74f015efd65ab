package dev.incumbent.lease;

import java.time.Duration;
import java.util.Locale;

/**
 * The timings of one client's lease, validated together, and the arithmetic of S-2 and S-7.
 *
 * <p>{@code deadline = sentAt + ttl × (1 − ρ) − margin}, where {@code sentAt} is the client's
 * monotonic clock read before the acknowledged renewal left. Two renewals must fit between a lost
 * one and the deadline, so {@code ttl × (1 − ρ) − margin ≥ 3 × renewal}.
 *
 * @param ttl the session's time to live, 500 ms to the cluster's maximum
 * @param renewal the time between two renewals
 * @param margin the time to stop, before the lease could end; 0 up to half the TTL
 * @param clockRateBound ρ, the bound on how far the ratio of two clocks' rates is from 1; 0 to 0.1
 */
public record LeaseTimings(Duration ttl, Duration renewal, Duration margin, double clockRateBound) {
  /** The shortest time to live. */
  public static final Duration MIN_TTL = Duration.ofMillis(500);

  /** The longest time to live that a cluster's maximum can be set to. */
  public static final Duration MAX_TTL = Duration.ofHours(1);

  /** The default bound on clock rates, 1 %. */
  public static final double DEFAULT_CLOCK_RATE_BOUND = 0.01;

  private static final Duration DEFAULT_TTL = Duration.ofSeconds(5);
  private static final Duration MIN_DEFAULT_MARGIN = Duration.ofMillis(100);
  private static final double MAX_CLOCK_RATE_BOUND = 0.1;

  public LeaseTimings {
    requireRange("ttl", ttl, MIN_TTL, MAX_TTL);
    if (margin.isNegative() || margin.multipliedBy(2).compareTo(ttl) >= 0) {
      throw new IllegalArgumentException(
          "margin "
              + text(margin)
              + " is out of range: allowed 0 ms up to, not including, half the ttl of "
              + text(ttl));
    }
    if (!(clockRateBound >= 0 && clockRateBound <= MAX_CLOCK_RATE_BOUND)) {
      throw new IllegalArgumentException(
          "clock-rate bound "
              + clockRateBound
              + " is out of range: allowed 0 to "
              + MAX_CLOCK_RATE_BOUND);
    }
    requireRoom(ttl, renewal, margin, clockRateBound);
  }

  /** The defaults: a TTL of 5 s, renewed every second, with a margin of 500 ms and ρ = 1 %. */
  public static LeaseTimings defaults() {
    return ofTtl(DEFAULT_TTL);
  }

  /**
   * The defaults for a given TTL: renewed every fifth of it, with a margin of a tenth, at least 100
   * ms.
   */
  public static LeaseTimings ofTtl(Duration ttl) {
    requireRange("ttl", ttl, MIN_TTL, MAX_TTL);
    Duration tenth = ttl.dividedBy(10);
    Duration margin = tenth.compareTo(MIN_DEFAULT_MARGIN) < 0 ? MIN_DEFAULT_MARGIN : tenth;
    return new LeaseTimings(ttl, ttl.dividedBy(5), margin, DEFAULT_CLOCK_RATE_BOUND);
  }

  /** The same with another time between renewals. */
  public LeaseTimings withRenewal(Duration newRenewal) {
    return new LeaseTimings(ttl, newRenewal, margin, clockRateBound);
  }

  /**
   * The deadline, on the clock of {@code sentAtNanos}, that a renewal sent then earns once
   * acknowledged.
   */
  public long deadlineNanos(long sentAtNanos) {
    return sentAtNanos + validNanos(ttl, margin, clockRateBound);
  }

  /**
   * Refuses a time between the stop signal and the kill that leaves no room for two renewals.
   *
   * @throws IllegalArgumentException with the arithmetic
   */
  public void requireGrace(Duration grace) {
    long left = validNanos(ttl, margin, clockRateBound) - grace.toNanos();
    if (grace.isNegative() || left < 2 * renewal.toNanos()) {
      throw new IllegalArgumentException(
          "grace "
              + text(grace)
              + " leaves no room: ttl "
              + text(ttl)
              + " × (1 − "
              + clockRateBound
              + ") − margin "
              + text(margin)
              + " − grace "
              + text(grace)
              + " = "
              + millis(left)
              + " must be at least 2 × renewal "
              + text(renewal));
    }
  }

  private static void requireRoom(Duration ttl, Duration renewal, Duration margin, double rho) {
    if (renewal.isNegative() || renewal.isZero()) {
      throw new IllegalArgumentException(
          "renewal " + text(renewal) + " is out of range: allowed above 0 ms");
    }
    long valid = validNanos(ttl, margin, rho);
    if (valid < 3 * renewal.toNanos()) {
      throw new IllegalArgumentException(
          "renewal "
              + text(renewal)
              + " leaves no room for two more after a lost one: ttl "
              + text(ttl)
              + " × (1 − "
              + rho
              + ") − margin "
              + text(margin)
              + " = "
              + millis(valid)
              + " must be at least 3 × renewal "
              + text(renewal));
    }
  }

  private static long validNanos(Duration ttl, Duration margin, double rho) {
    return (long) Math.floor(ttl.toNanos() * (1 - rho)) - margin.toNanos();
  }

  private static void requireRange(String what, Duration value, Duration min, Duration max) {
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw new IllegalArgumentException(
          what + " " + text(value) + " is out of range: allowed " + text(min) + " to " + text(max));
    }
  }

  private static String text(Duration value) {
    return value.toMillis() + " ms";
  }

  private static String millis(long nanos) {
    return String.format(Locale.ROOT, "%d ms", Math.floorDiv(nanos, 1_000_000L));
  }
}
