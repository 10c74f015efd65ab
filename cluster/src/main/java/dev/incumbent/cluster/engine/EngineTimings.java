package dev.incumbent.cluster.engine;

import java.time.Duration;

/**
 * How long the engine waits.
 *
 * @param electionTimeoutMin a follower that hears no leader for a random time between this and the
 *     maximum stands for election; the leader's heartbeat is half of it
 * @param electionTimeoutMax see above
 * @param requestTimeout after which a vote or an append to a peer is given up and tried again
 */
public record EngineTimings(
    Duration electionTimeoutMin, Duration electionTimeoutMax, Duration requestTimeout) {

  private static final Duration SMALLEST = Duration.ofMillis(50);
  private static final Duration LARGEST = Duration.ofSeconds(10);

  public EngineTimings {
    requireInRange("election timeout minimum", electionTimeoutMin);
    requireInRange("election timeout maximum", electionTimeoutMax);
    requireInRange("request timeout", requestTimeout);
    if (electionTimeoutMin.compareTo(electionTimeoutMax) >= 0) {
      throw new IllegalArgumentException(
          "election timeout minimum %s is not below the maximum %s"
              .formatted(electionTimeoutMin, electionTimeoutMax));
    }
  }

  /** For one machine or one data centre. */
  public static EngineTimings defaults() {
    return new EngineTimings(Duration.ofMillis(150), Duration.ofMillis(300), Duration.ofSeconds(1));
  }

  private static void requireInRange(String name, Duration value) {
    if (value.compareTo(SMALLEST) < 0 || value.compareTo(LARGEST) > 0) {
      throw new IllegalArgumentException(
          "%s %s: allowed are %s to %s".formatted(name, value, SMALLEST, LARGEST));
    }
  }
}
