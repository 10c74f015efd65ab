package dev.incumbent.coordinator.host;

import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * How old this node's state can be (S-10), on its own clock: counted from the <em>sending</em> of
 * the newest request by which the leader confirmed itself, once everything confirmed by then is
 * applied here. A leader's own request is an entry of its own, a follower's is a probe.
 *
 * <p>Bounds: {@value #MAX_OUTSTANDING} probes without an answer (the oldest are forgotten), and as
 * many answers that this node has yet to catch up with (the newest are).
 */
final class Freshness {
  static final int MAX_OUTSTANDING = 64;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Situation situation;
  private final TreeMap<Long, Long> sentAt = new TreeMap<>();
  private final TreeMap<Long, Long> byIndex = new TreeMap<>();
  private OptionalLong since = OptionalLong.empty();
  private long lastNumber;

  Freshness(Situation situation) {
    this.situation = situation;
  }

  /** A probe is sent now; returns its number. */
  long probe() {
    lastNumber++;
    sentAt.put(lastNumber, situation.now());
    if (sentAt.size() > MAX_OUTSTANDING) {
      sentAt.pollFirstEntry();
    }
    return lastNumber;
  }

  /** The leader confirmed itself after that probe arrived, with everything up to {@code index}. */
  void confirmed(long number, long index) {
    Long sent = sentAt.get(number);
    if (sent == null) {
      return;
    }
    sentAt.headMap(number, true).clear();
    if (byIndex.size() < MAX_OUTSTANDING || byIndex.containsKey(index)) {
      byIndex.merge(index, sent, Freshness::later);
    }
    caughtUp();
  }

  /** This node's own entry, submitted then, was applied in the term in which it leads. */
  void confirmedMyself(long submittedNanos) {
    fresh(submittedNanos);
  }

  /** The state is newer than it was. */
  void caughtUp() {
    var reached = byIndex.headMap(situation.state().index(), true);
    reached.values().forEach(this::fresh);
    reached.clear();
  }

  private void fresh(long nanos) {
    since = OptionalLong.of(since.isEmpty() ? nanos : later(since.getAsLong(), nanos));
  }

  private static long later(long one, long other) {
    return one - other > 0 ? one : other;
  }

  /** Whether an answer is awaited to a probe sent within the last so many nanoseconds. */
  boolean isAsking(long withinNanos) {
    return !sentAt.isEmpty() && situation.now() - sentAt.lastEntry().getValue() < withinNanos;
  }

  /** Whether it is, or may be. */
  boolean isOlderThan(long millis) {
    return ageMillis().isEmpty() || ageMillis().getAsLong() > millis;
  }

  /** Rounded up; empty if unknown. */
  OptionalLong ageMillis() {
    return since.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(
            (situation.now() - since.getAsLong() + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI);
  }
}
