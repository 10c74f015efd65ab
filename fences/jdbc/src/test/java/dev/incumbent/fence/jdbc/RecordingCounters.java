package dev.incumbent.fence.jdbc;

import dev.incumbent.spi.Counters;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Counters that can be read. */
final class RecordingCounters implements Counters {
  private final Map<String, Long> counts = new ConcurrentSkipListMap<>();

  @Override
  public void add(String name, long amount) {
    counts.merge(name, amount, Long::sum);
  }

  @Override
  public void set(String name, long value) {
    counts.put(name, value);
  }

  /** Waits for a count that another thread keeps. */
  void await(String name, long atLeast) throws Exception {
    Waiting.until(name + " is " + atLeast, () -> of(name) >= atLeast);
  }

  long of(String name) {
    return counts.getOrDefault(name, 0L);
  }
}
