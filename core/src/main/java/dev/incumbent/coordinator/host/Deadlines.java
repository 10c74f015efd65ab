package dev.incumbent.coordinator.host;

import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Points in time on the host's clock, at most one a key, the earliest first; ties in order of key.
 */
final class Deadlines<K extends Comparable<K>> {
  private record At<K>(long nanos, K key) {}

  private final TreeMap<K, Long> byKey = new TreeMap<>();
  private final TreeSet<At<K>> byTime =
      new TreeSet<>(Deadlines.<K>earliestFirst().thenComparing(At::key));

  /** Readings of a monotonic clock are ordered by their difference: it may wrap around. */
  private static <K> Comparator<At<K>> earliestFirst() {
    return (one, other) -> Long.signum(one.nanos() - other.nanos());
  }

  void set(K key, long nanos) {
    remove(key);
    byKey.put(key, nanos);
    byTime.add(new At<>(nanos, key));
  }

  void remove(K key) {
    Long nanos = byKey.remove(key);
    if (nanos != null) {
      byTime.remove(new At<>(nanos, key));
    }
  }

  OptionalLong of(K key) {
    Long nanos = byKey.get(key);
    return nanos == null ? OptionalLong.empty() : OptionalLong.of(nanos);
  }

  /** Takes out the earliest one if it has come. */
  Optional<K> pollDue(long now) {
    if (byTime.isEmpty() || byTime.first().nanos() - now > 0) {
      return Optional.empty();
    }
    K key = byTime.first().key();
    remove(key);
    return Optional.of(key);
  }

  OptionalLong next() {
    return byTime.isEmpty() ? OptionalLong.empty() : OptionalLong.of(byTime.first().nanos());
  }

  void clear() {
    byKey.clear();
    byTime.clear();
  }
}
