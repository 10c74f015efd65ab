package dev.incumbent.session.client;

import dev.incumbent.lease.LeaseTimings;
import java.util.List;
import java.util.OptionalLong;

/**
 * How a client behaves: immutable, validated when made.
 *
 * @param timings of its session's lease
 * @param label who it is, for people
 * @param addresses the front addresses of the nodes to start from, at least one, without repeats
 * @param timeoutNanos how long a read or a change may take; empty for no bound
 * @param maxWallGainMillis S-7's second opinion; empty to leave the wall clock out of it
 */
public record ClientSettings(
    LeaseTimings timings,
    String label,
    List<String> addresses,
    OptionalLong timeoutNanos,
    OptionalLong maxWallGainMillis) {
  private static final long MIN_WALL_GAIN_MILLIS = 100;

  public ClientSettings {
    addresses = List.copyOf(addresses);
    if (addresses.isEmpty() || addresses.size() > Links.MAX_ADDRESSES) {
      throw new IllegalArgumentException(
          addresses.size() + " addresses given: allowed 1 to " + Links.MAX_ADDRESSES);
    }
  }

  /** What the wall clock may gain by default: the margin, at least 100 ms. */
  public static long defaultMaxWallGainMillis(LeaseTimings timings) {
    return Math.max(timings.margin().toMillis(), MIN_WALL_GAIN_MILLIS);
  }

  long ttlNanos() {
    return timings.ttl().toNanos();
  }
}
