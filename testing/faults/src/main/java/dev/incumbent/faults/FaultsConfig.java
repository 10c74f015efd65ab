package dev.incumbent.faults;

import java.time.Duration;
import java.util.List;

/**
 * What a run is to do: immutable.
 *
 * @param seed draws whom the faults meet, in which order, and for how long
 * @param minutes for how long to go on; 0 for each kind once
 * @param kinds which ones
 * @param nodes 3 or 5
 * @param ttl the sessions' time to live
 */
public record FaultsConfig(long seed, long minutes, List<String> kinds, int nodes, Duration ttl) {
  public FaultsConfig {
    kinds = List.copyOf(kinds);
  }
}
