package dev.incumbent.coordinator.host;

/**
 * The bounds of a node's queues. What is over a bound is refused, never silently dropped.
 *
 * @param maxInFlight log entries submitted and not yet applied; above it commands are collected
 * @param maxBatchBytes the estimated size of the commands in one entry
 * @param maxQueuedBytes the estimated size of all requests that wait for an entry; above it they
 *     are {@code UNAVAILABLE}
 * @param maxWaitingReads linearizable reads that wait for a confirmation
 * @param maxSubscriptions subscriptions on one stream
 */
public record HostLimits(
    int maxInFlight,
    int maxBatchBytes,
    long maxQueuedBytes,
    int maxWaitingReads,
    int maxSubscriptions) {
  /** Commands in one entry. */
  public static final int MAX_BATCH = 1_000;

  /** Requests of one session that were not acknowledged. */
  public static final int MAX_OUTSTANDING = 1_024;

  public HostLimits {
    requirePositive("maxInFlight", maxInFlight);
    requirePositive("maxBatchBytes", maxBatchBytes);
    requirePositive("maxQueuedBytes", maxQueuedBytes);
    requirePositive("maxWaitingReads", maxWaitingReads);
    requirePositive("maxSubscriptions", maxSubscriptions);
  }

  /** 4 entries in flight, of 256 KiB; 16 MiB queued; 10,000 reads; 256 subscriptions a stream. */
  public static HostLimits defaults() {
    return new HostLimits(4, 256 * 1024, 16L * 1024 * 1024, 10_000, 256);
  }

  private static void requirePositive(String what, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(what + " " + value + " is out of range: allowed from 1");
    }
  }
}
