package dev.incumbent.election;

import java.util.OptionalLong;

/**
 * What was read, and how current it is.
 *
 * @param index the log index as of which it is true
 * @param linearizable it reflects every change acknowledged before it was asked
 * @param ageMillis for a stale read, how old it can be at most; empty if unknown
 */
public record Read<T>(T value, long index, boolean linearizable, OptionalLong ageMillis) {}
