package dev.incumbent.simulation;

import java.util.EnumMap;
import java.util.Map;

/** How often each thing was exercised. Not for use by several threads. */
public final class Tally {
  private final EnumMap<Exercised, Long> counts = new EnumMap<>(Exercised.class);
  private long grants;
  private long events;

  void count(Exercised what) {
    counts.merge(what, 1L, Long::sum);
  }

  void grants(long number) {
    grants += number;
  }

  void events(long number) {
    events += number;
  }

  void add(Tally other) {
    other.counts.forEach((what, number) -> counts.merge(what, number, Long::sum));
    grants += other.grants;
    events += other.events;
  }

  /** How often that happened. */
  public long of(Exercised what) {
    return counts.getOrDefault(what, 0L);
  }

  /** All that happened, in the order of the enum. */
  public Map<Exercised, Long> counts() {
    return new EnumMap<>(counts);
  }

  /** Leaderships granted. */
  public long grants() {
    return grants;
  }

  /** Events simulated. */
  public long events() {
    return events;
  }
}
