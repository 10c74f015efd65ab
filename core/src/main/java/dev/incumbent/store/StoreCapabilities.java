package dev.incumbent.store;

import java.time.Duration;

/**
 * What a storage can do for the shared protocol.
 *
 * @param pushes changes are told; otherwise they are found by polling alone
 * @param pollEvery how often a record that somebody waits for is read: while changes are told, only
 *     in case one was missed
 * @param smallestLease the shortest time to live that the storage can keep up with
 */
public record StoreCapabilities(boolean pushes, Duration pollEvery, Duration smallestLease) {}
