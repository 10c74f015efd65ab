package dev.incumbent.session.client;

/**
 * When a candidate is checked, and when it counts as unhealthy: immutable.
 *
 * @param periodNanos between the beginnings of two checks
 * @param timeoutNanos how long a check may take, at most the period
 * @param unhealthyAfter so many failed checks in a row make a healthy candidate unhealthy
 * @param healthyAfter so many passed checks in a row make it healthy
 * @param holdNanos how long one that was unhealthy has to be healthy without a failed check before
 *     it stands again
 */
public record HealthSettings(
    long periodNanos, long timeoutNanos, int unhealthyAfter, int healthyAfter, long holdNanos) {}
