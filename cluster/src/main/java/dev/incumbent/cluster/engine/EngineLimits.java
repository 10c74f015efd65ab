package dev.incumbent.cluster.engine;

/**
 * The bounds of the engine's queues and files.
 *
 * @param maxEntryBytes of one entry; the same on all nodes, and never lowered while a log has
 *     larger ones
 * @param maxOutstanding submissions not yet answered; one more is refused
 * @param snapshotEveryEntries a snapshot is written after this many log entries, and the log before
 *     it is deleted
 */
public record EngineLimits(int maxEntryBytes, int maxOutstanding, long snapshotEveryEntries) {

  private static final int LARGEST_ENTRY = 8 << 20;
  private static final int MOST_OUTSTANDING = 65_536;

  public EngineLimits {
    requireInRange("entry bytes", maxEntryBytes, 1, LARGEST_ENTRY);
    requireInRange("outstanding submissions", maxOutstanding, 1, MOST_OUTSTANDING);
    requireInRange("entries a snapshot", snapshotEveryEntries, 1, Long.MAX_VALUE);
  }

  /** Fits batches of commands whose values are at most 64 KiB. */
  public static EngineLimits defaults() {
    return new EngineLimits(512 << 10, 4_096, 100_000);
  }

  private static void requireInRange(String name, long value, long smallest, long largest) {
    if (value < smallest || value > largest) {
      throw new IllegalArgumentException(
          "%s %d: allowed are %d to %d".formatted(name, value, smallest, largest));
    }
  }
}
