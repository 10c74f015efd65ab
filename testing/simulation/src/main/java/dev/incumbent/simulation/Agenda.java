package dev.incumbent.simulation;

import java.util.PriorityQueue;

/** Virtual time: what happens when, one thing after the other; at one time in order of planning. */
final class Agenda {
  static final long MILLI = 1_000_000;

  private record Item(long atNanos, long number, Runnable task) implements Comparable<Item> {
    @Override
    public int compareTo(Item other) {
      int byTime = Long.compare(atNanos, other.atNanos);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  private final PriorityQueue<Item> items = new PriorityQueue<>();
  private long now;
  private long planned;
  private long done;

  long now() {
    return now;
  }

  /** How many things have happened. */
  long done() {
    return done;
  }

  void at(long nanos, Runnable task) {
    items.add(new Item(Math.max(nanos, now), planned++, task));
  }

  void after(long nanos, Runnable task) {
    at(now + nanos, task);
  }

  /** Lets the next thing happen, unless it is later than that; whether one did. */
  boolean step(long untilNanos) {
    Item next = items.peek();
    if (next == null || next.atNanos > untilNanos) {
      now = Math.max(now, untilNanos);
      return false;
    }
    items.remove();
    now = next.atNanos;
    done++;
    next.task.run();
    return true;
  }
}
