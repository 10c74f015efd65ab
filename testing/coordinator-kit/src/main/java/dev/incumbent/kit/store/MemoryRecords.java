package dev.incumbent.kit.store;

import dev.incumbent.election.ElectionName;
import dev.incumbent.store.StoredRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Records in memory that several clients share: the storage itself, without any client's way to it.
 * It can be looked into, put back to what it was, and taken away.
 *
 * <p>Threads: safe for use by any thread.
 */
public final class MemoryRecords {
  private static final long PATIENCE_NANOS = 10_000_000_000L;

  private final String clusterId;
  private final TreeMap<ElectionName, StoredRecord> records = new TreeMap<>();
  private final TreeMap<ElectionName, StoredRecord> before = new TreeMap<>();
  private final List<Consumer<ElectionName>> watchers = new CopyOnWriteArrayList<>();
  private boolean away;
  private boolean refused;

  /** No records, under a random id. */
  public MemoryRecords() {
    this(UUID.randomUUID().toString());
  }

  /** No records, under that id. */
  public MemoryRecords(String clusterId) {
    this.clusterId = clusterId;
  }

  /** What the tokens of these records belong to. */
  public String clusterId() {
    return clusterId;
  }

  /** The record as it is. */
  public synchronized Optional<StoredRecord> read(ElectionName election) {
    return Optional.ofNullable(records.get(election));
  }

  /** The record as it was before it was set last. */
  public synchronized Optional<StoredRecord> readStale(ElectionName election) {
    return Optional.ofNullable(before.get(election));
  }

  /** Sets it if its version is that; 0: if there is none. */
  public boolean set(ElectionName election, long ifVersion, StoredRecord next) {
    synchronized (this) {
      StoredRecord now = records.get(election);
      if ((now == null ? 0 : now.version()) != ifVersion) {
        return false;
      }
      put(election, Optional.of(next));
    }
    watchers.forEach(watcher -> watcher.accept(election));
    return true;
  }

  /** Puts a record to what it once was, or away, as a restored backup would. */
  public synchronized void put(ElectionName election, Optional<StoredRecord> record) {
    StoredRecord now = records.get(election);
    if (now != null) {
      before.put(election, now);
    }
    record.ifPresentOrElse(it -> records.put(election, it), () -> records.remove(election));
  }

  /** Names in order, from after that one. */
  public synchronized List<ElectionName> list(String prefix, String after, int limit) {
    List<ElectionName> names = new ArrayList<>();
    for (ElectionName name : records.keySet()) {
      boolean wanted = name.value().startsWith(prefix) && name.value().compareTo(after) > 0;
      if (wanted && names.size() < limit) {
        names.add(name);
      }
    }
    return names;
  }

  /** From now on no client reaches them, until they are back. */
  public synchronized void away(boolean value) {
    away = value;
    refused = false;
  }

  /** Whether a call finds them away. */
  synchronized boolean refuses() {
    if (away) {
      refused = true;
      notifyAll();
    }
    return away;
  }

  /** Waits until a call has found that they are away; at most 10 s. */
  synchronized void awaitRefusal() throws InterruptedException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!refused) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        throw new IllegalStateException("no client has called while the records were away");
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  void watch(Consumer<ElectionName> watcher) {
    watchers.add(watcher);
  }

  void unwatch(Consumer<ElectionName> watcher) {
    watchers.remove(watcher);
  }
}
