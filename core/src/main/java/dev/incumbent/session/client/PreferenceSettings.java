package dev.incumbent.session.client;

/**
 * When a candidate asks a holder of lower priority to hand over to it: immutable.
 *
 * @param afterNanos how long it has to have stood without a break
 * @param intervalNanos how long it has to have seen the same leadership hold
 */
public record PreferenceSettings(long afterNanos, long intervalNanos) {}
