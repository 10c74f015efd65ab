package dev.incumbent.store;

import dev.incumbent.codec.Bytes;

/**
 * A record as a storage keeps it. Only {@code version} and {@code body} mean something to the
 * protocol; the rest is a copy of what the body says, for people who look into the storage.
 *
 * @param version chosen by the protocol: random for a new record and a random step more for each
 *     write, so that a record which was deleted and made again, or put back to an old copy and
 *     written since, is not taken for the one that was known; never 0
 * @param token the last token granted; 0 if none ever was
 * @param holder the candidate that leads; empty if nobody does
 * @param body what the protocol keeps, in its own versioned format, at most 1 MiB
 */
public record StoredRecord(long version, long token, String holder, Bytes body) {}
