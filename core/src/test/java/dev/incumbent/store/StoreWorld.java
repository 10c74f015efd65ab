package dev.incumbent.store;

import dev.incumbent.coordinator.RecordState;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.ElectionView;
import dev.incumbent.lease.LeaseTimings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * Clients around one storage in virtual time: each call takes 1 ms unless it is told otherwise, and
 * each client has a clock of its own origin and rate.
 */
final class StoreWorld {
  static final ElectionName ELECTION = new ElectionName("orders");
  static final long TTL_MILLIS = 2_000;
  static final LeaseTimings TIMINGS = LeaseTimings.ofTtl(Duration.ofMillis(TTL_MILLIS));
  static final long POLL_MILLIS = 20;
  static final long MILLI = 1_000_000;

  private final TreeMap<ElectionName, StoredRecord> records = new TreeMap<>();
  private final TreeMap<ElectionName, Optional<StoredRecord>> before = new TreeMap<>();
  private final List<StoreClient> clients = new ArrayList<>();
  private final TreeMap<Long, List<Runnable>> agenda = new TreeMap<>();
  private final Random random;
  private long nowNanos;
  private boolean away;

  StoreWorld() {
    this(7);
  }

  StoreWorld(long seed) {
    random = new Random(seed);
  }

  Random random() {
    return random;
  }

  /** Nobody reaches the storage. */
  void away(boolean value) {
    away = value;
  }

  boolean isAway() {
    return away;
  }

  StoreClient client(String name) {
    return client(name, 1.0);
  }

  /** One whose clock runs at that rate. */
  StoreClient client(String name, double rate) {
    StoreClient client = new StoreClient(this, name, rate);
    clients.add(client);
    return client;
  }

  long nowNanos() {
    return nowNanos;
  }

  long nowMillis() {
    return nowNanos / MILLI;
  }

  List<StoreClient> clients() {
    return clients;
  }

  /** Lets that much time pass, 1 ms after another. */
  void run(long millis) {
    for (long i = 0; i < millis; i++) {
      nowNanos += MILLI;
      while (!agenda.isEmpty() && agenda.firstKey() <= nowNanos) {
        agenda.pollFirstEntry().getValue().forEach(Runnable::run);
      }
      clients.forEach(StoreClient::wake);
    }
  }

  void at(long nanos, Runnable action) {
    agenda.computeIfAbsent(nanos, it -> new ArrayList<>()).add(action);
  }

  Optional<StoredRecord> stored() {
    return stored(ELECTION);
  }

  Optional<StoredRecord> stored(ElectionName election) {
    return Optional.ofNullable(records.get(election));
  }

  Optional<StoredRecord> storedBefore(ElectionName election) {
    return before.getOrDefault(election, Optional.empty());
  }

  List<ElectionName> names() {
    return List.copyOf(records.keySet());
  }

  RecordState record() {
    return stored()
        .map(it -> RecordState.decode(ELECTION, it.body()))
        .orElseGet(() -> RecordState.none(ELECTION));
  }

  ElectionView view() {
    return record().view().orElseThrow(() -> new AssertionError("there is no record"));
  }

  /** Puts the record to what it once was, or away. */
  void put(Optional<StoredRecord> record) {
    before.put(ELECTION, stored());
    record.ifPresentOrElse(it -> records.put(ELECTION, it), () -> records.remove(ELECTION));
  }

  boolean set(StoreAction.CompareAndSet action) {
    Optional<StoredRecord> now = stored(action.election());
    if (now.map(StoredRecord::version).orElse(0L) != action.ifVersion()) {
      return false;
    }
    before.put(action.election(), now);
    records.put(action.election(), action.next());
    return true;
  }
}
