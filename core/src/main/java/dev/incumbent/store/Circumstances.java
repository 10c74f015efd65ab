package dev.incumbent.store;

import java.util.function.LongConsumer;

/**
 * What else a write depends on.
 *
 * @param floor the largest token that this process has seen
 * @param guardNanos until when nothing is granted: a lease that this process saw may still run
 * @param mustHeal the record went back, and a write has to show whether that is so
 * @param readFirst asks for a read that begins at that event or later
 */
record Circumstances(long floor, long guardNanos, boolean mustHeal, LongConsumer readFirst) {}
