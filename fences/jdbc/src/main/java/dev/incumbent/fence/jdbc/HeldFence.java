package dev.incumbent.fence.jdbc;

import java.util.Optional;

/**
 * A fence row under lock.
 *
 * @param row absent if the scope was never created
 * @param transaction the database's name for the transaction that holds the lock; empty where it is
 *     not needed
 */
record HeldFence(Optional<FenceRecord> row, String transaction) {}
