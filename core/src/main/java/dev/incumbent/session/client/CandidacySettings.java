package dev.incumbent.session.client;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * How one candidacy behaves: immutable.
 *
 * @param drainNanos how long the work may go on after the stop signal; empty for the default
 * @param againAfterLoss whether it campaigns again after a lost leadership
 * @param fencingNanos how long all its fencing actions together may take for one predecessor
 * @param maxTenureNanos how long its work may lead before it hands over; empty for no bound
 * @param health when it is checked; empty for never, it counts as healthy
 * @param preference when it asks a holder of lower priority for the leadership; empty for never
 */
public record CandidacySettings(
    OptionalLong drainNanos,
    boolean againAfterLoss,
    long fencingNanos,
    OptionalLong maxTenureNanos,
    Optional<HealthSettings> health,
    Optional<PreferenceSettings> preference) {

  /** Nothing is asked for, but that it campaigns again after a loss. */
  public static CandidacySettings defaults() {
    return of(OptionalLong.empty(), true);
  }

  /** Only the drain bound and what happens after a loss are said. */
  public static CandidacySettings of(OptionalLong drainNanos, boolean againAfterLoss) {
    return new CandidacySettings(
        drainNanos, againAfterLoss, 0, OptionalLong.empty(), Optional.empty(), Optional.empty());
  }
}
