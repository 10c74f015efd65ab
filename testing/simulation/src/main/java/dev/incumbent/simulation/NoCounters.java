package dev.incumbent.simulation;

import dev.incumbent.spi.Counters;

/** Counts nothing: the simulation has its own tally. */
enum NoCounters implements Counters {
  INSTANCE;

  @Override
  public void add(String name, long amount) {}

  @Override
  public void set(String name, long value) {}
}
