package dev.incumbent.cli.demo;

import dev.incumbent.history.HistoryEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * The stretches of time without a Raft leader.
 *
 * <p>Threads: for use by one.
 */
final class Outages {
  private final List<Outage> all = new ArrayList<>();

  private record Outage(long fromNanos, long toNanos) {
    boolean contains(long nanos) {
      return nanos >= fromNanos && nanos <= toNanos;
    }
  }

  /** From the kill of the Raft leader to the next acknowledged write. */
  void add(long fromNanos, long toNanos) {
    all.add(new Outage(fromNanos, toNanos));
  }

  /** How many leaderships ended while the coordinator changed its leader. */
  long leadershipsLost(List<HistoryEvent> events) {
    return events.stream()
        .filter(HistoryEvent.Ended.class::isInstance)
        .map(HistoryEvent.Ended.class::cast)
        .filter(e -> all.stream().anyMatch(o -> o.contains(e.seenNanos())))
        .count();
  }
}
