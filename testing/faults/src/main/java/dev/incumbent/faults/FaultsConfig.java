package dev.incumbent.faults;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a run is to do: immutable.
 *
 * @param seed draws whom the faults meet, in which order, and for how long
 * @param minutes for how long to go on; 0 for each kind once
 * @param kinds which ones; with none nothing happens to anybody
 * @param nodes 3 or 5
 * @param ttl the sessions' time to live
 * @param broken a class to break
 */
public record FaultsConfig(
    long seed, long minutes, List<String> kinds, int nodes, Duration ttl, Optional<Broken> broken) {
  public FaultsConfig {
    kinds = List.copyOf(kinds);
  }

  /** The same with a class broken. */
  public FaultsConfig breaking(Broken type) {
    return new FaultsConfig(seed, minutes, kinds, nodes, ttl, Optional.of(type));
  }
}
