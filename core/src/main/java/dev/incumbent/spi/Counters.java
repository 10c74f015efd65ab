package dev.incumbent.spi;

/**
 * Where Incumbent counts what it does, so that a metrics library can be put behind it.
 *
 * <p>Threads: safe for use by any thread; never blocks. Names are lower case with dots, {@code
 * grants}, {@code ends.expired}, {@code renewals.acknowledged}, {@code writes.stale.refused},
 * {@code queue.proposals}; they are only ever added to.
 */
public interface Counters {
  /** Adds to a count that only grows. */
  void add(String name, long amount);

  /** Sets a value that goes up and down, such as a queue's depth. */
  void set(String name, long value);
}
