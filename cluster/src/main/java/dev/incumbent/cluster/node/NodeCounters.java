package dev.incumbent.cluster.node;

import dev.incumbent.spi.Counters;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/** The counters that {@code status} shows: as many as there are names in the code. */
final class NodeCounters implements Counters {
  private final ConcurrentMap<String, AtomicLong> values = new ConcurrentHashMap<>();

  @Override
  public void add(String name, long amount) {
    value(name).addAndGet(amount);
  }

  @Override
  public void set(String name, long value) {
    value(name).set(value);
  }

  SortedMap<String, Long> snapshot() {
    SortedMap<String, Long> copy = new TreeMap<>();
    values.forEach((name, value) -> copy.put(name, value.get()));
    return copy;
  }

  private AtomicLong value(String name) {
    AtomicLong known = values.get(name);
    return known != null ? known : values.computeIfAbsent(name, n -> new AtomicLong());
  }
}
