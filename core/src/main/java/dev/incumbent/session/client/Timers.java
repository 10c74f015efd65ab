package dev.incumbent.session.client;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is to happen at which time: at most one thing a key. Not for use by several threads. */
final class Timers {
  /** What a timer is for. */
  enum Kind {
    LINK,
    LEADER,
    QUIET,
    LEASE,
    RENEW,
    CLOSE,
    REQUEST_RETRY,
    REQUEST_AGAIN,
    REQUEST_TIMEOUT,
    READ_RETRY,
    READ_TIMEOUT,
    CANDIDACY,
    JEOPARDY,
    HEALTH,
    HEALTH_TIMEOUT,
    TENURE,
    PREFERENCE,
    HANDOVER
  }

  /** A timer's name: its kind, and the number of the link, request, read, call or candidacy. */
  record Key(Kind kind, long id) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::kind).thenComparingLong(Key::id);

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  private record Entry(long atNanos, Key key, long number, Runnable action) {
    private static final Comparator<Entry> ORDER =
        ((Comparator<Entry>) (a, b) -> Long.signum(a.atNanos - b.atNanos))
            .thenComparing(Entry::key);
  }

  private final TreeMap<Key, Entry> byKey = new TreeMap<>();
  private final TreeSet<Entry> byTime = new TreeSet<>(Entry.ORDER);
  private long lastNumber;

  /** Replaces what the key had. */
  void set(Key key, long atNanos, Runnable action) {
    cancel(key);
    Entry entry = new Entry(atNanos, key, ++lastNumber, action);
    byKey.put(key, entry);
    byTime.add(entry);
  }

  /** Sets the key's timer unless an earlier one stands. */
  void setUnlessEarlier(Key key, long atNanos, Runnable action) {
    Entry entry = byKey.get(key);
    if (entry == null || entry.atNanos - atNanos > 0) {
      set(key, atNanos, action);
    }
  }

  void cancel(Key key) {
    Entry entry = byKey.remove(key);
    if (entry != null) {
      byTime.remove(entry);
    }
  }

  /** Runs what is due and was set before this call, in order of time. */
  void runDue(long nowNanos) {
    List<Entry> due = new ArrayList<>();
    for (Entry entry : byTime) {
      if (entry.atNanos - nowNanos > 0) {
        break;
      }
      due.add(entry);
    }
    for (Entry entry : due) {
      Entry current = byKey.get(entry.key);
      if (current != null && current.number == entry.number) {
        cancel(entry.key);
        entry.action.run();
      }
    }
  }

  /** The time of the next one. */
  OptionalLong next() {
    return byTime.isEmpty() ? OptionalLong.empty() : OptionalLong.of(byTime.first().atNanos);
  }
}
