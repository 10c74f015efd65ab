package dev.incumbent.coordinator;

import dev.incumbent.lease.LeaseTimings;
import java.time.Duration;

/**
 * What every node of a cluster must have set alike, because the state depends on it: immutable,
 * validated when made.
 *
 * @param historyKept how many ended leaderships are kept an election; 0 to 1,000, default 16
 * @param maxTtl the longest time to live that a session is granted; 500 ms to 1 h, default 60 s
 * @param bounds how much of everything there may be
 */
public record StateConfig(int historyKept, Duration maxTtl, Bounds bounds) {
  /** The most ended leaderships that can be kept an election. */
  public static final int MAX_HISTORY_KEPT = 1_000;

  private static final int DEFAULT_HISTORY_KEPT = 16;
  private static final Duration DEFAULT_MAX_TTL = Duration.ofSeconds(60);

  public StateConfig {
    requireRange("history kept", historyKept, 0, MAX_HISTORY_KEPT);
    requireRange(
        "maximum ttl in ms",
        maxTtl.toMillis(),
        LeaseTimings.MIN_TTL.toMillis(),
        LeaseTimings.MAX_TTL.toMillis());
  }

  /** The defaults of the specification. */
  public static StateConfig defaults() {
    return new StateConfig(DEFAULT_HISTORY_KEPT, DEFAULT_MAX_TTL, Bounds.defaults());
  }

  /** The same with another number of ended leaderships kept. */
  public StateConfig withHistoryKept(int number) {
    return new StateConfig(number, maxTtl, bounds);
  }

  /** The same with another longest time to live. */
  public StateConfig withMaxTtl(Duration longest) {
    return new StateConfig(historyKept, longest, bounds);
  }

  /** The same with other bounds. */
  public StateConfig withBounds(Bounds other) {
    return new StateConfig(historyKept, maxTtl, other);
  }

  /**
   * How much of everything there may be: what would exceed it is {@code REJECTED}.
   *
   * @param sessions open at a time
   * @param elections ever stood in: they are kept for their tokens
   * @param candidates in one election, the holder included
   * @param keys in the fenced store
   * @param storedBytes of all values in the fenced store together
   * @param unacknowledged answers kept for one session
   */
  public record Bounds(
      int sessions, int elections, int candidates, int keys, long storedBytes, int unacknowledged) {
    public Bounds {
      requireRange("bound on sessions", sessions, 1, Integer.MAX_VALUE);
      requireRange("bound on elections", elections, 1, Integer.MAX_VALUE);
      requireRange("bound on candidates", candidates, 1, Integer.MAX_VALUE);
      requireRange("bound on keys", keys, 0, Integer.MAX_VALUE);
      requireRange("bound on stored bytes", storedBytes, 0, Long.MAX_VALUE);
      requireRange("bound on unacknowledged answers", unacknowledged, 1, Integer.MAX_VALUE);
    }

    /** The defaults of the specification. */
    public static Bounds defaults() {
      return new Bounds(100_000, 2_000_000, 1_000, 100_000, 256L << 20, 1_024);
    }
  }

  private static void requireRange(String what, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          what + " " + value + " is out of range: allowed " + min + " to " + max);
    }
  }
}
