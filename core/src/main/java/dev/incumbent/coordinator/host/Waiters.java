package dev.incumbent.coordinator.host;

import dev.incumbent.session.SessionId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What waits for a confirmation of leadership: an entry that is submitted later than it arrived and
 * applied in the term in which it arrived (lease rule 1).
 *
 * <p>Bounds: one renewal a session (the newest; the older ones' deadlines would be earlier), one
 * probe a node, and as many reads as {@link Reads} lets in.
 */
final class Waiters {
  /** A renewal that arrived at {@code arrivedNanos}. */
  record Renewal(SessionId session, long number, long arrivedNanos) {}

  private final TreeMap<SessionId, Renewal> renewals = new TreeMap<>();
  private final List<StreamKey> reads = new ArrayList<>();
  private final TreeMap<String, Long> probes = new TreeMap<>();
  private boolean urgent;
  private OptionalLong due = OptionalLong.empty();

  /** Adds a renewal that is to be confirmed by an entry of its own if none is submitted before. */
  void renewal(Renewal renewal, long dueNanos) {
    renewals.put(renewal.session(), renewal);
    sooner(dueNanos);
  }

  void read(StreamKey read) {
    reads.add(read);
    urgent = true;
  }

  void probe(String node, long number) {
    probes.merge(node, number, Math::max);
    urgent = true;
  }

  /** Asks for a confirmation although nobody waits for it. */
  void confirm() {
    urgent = true;
  }

  /** Takes over what waited for an entry that was not applied; what arrived later stays. */
  void addEarlier(Waiters earlier) {
    earlier.renewals.forEach(renewals::putIfAbsent);
    reads.addAll(0, earlier.reads);
    earlier.probes.forEach((node, number) -> probes.merge(node, number, Math::max));
    urgent |= earlier.urgent;
    earlier.due.ifPresent(this::sooner);
  }

  private void sooner(long nanos) {
    if (due.isEmpty() || due.getAsLong() - nanos > 0) {
      due = OptionalLong.of(nanos);
    }
  }

  /** Whether an entry must be submitted now, though there is no command. */
  boolean isDue(long now) {
    return urgent || (due.isPresent() && due.getAsLong() - now <= 0);
  }

  /** When an entry must be submitted at the latest; empty if nothing waits or it is due already. */
  OptionalLong due() {
    return due;
  }

  Collection<Renewal> renewals() {
    return renewals.values();
  }

  List<StreamKey> reads() {
    return reads;
  }

  SortedMap<String, Long> probes() {
    return probes;
  }
}
