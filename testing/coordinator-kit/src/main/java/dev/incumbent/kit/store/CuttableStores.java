package dev.incumbent.kit.store;

import dev.incumbent.election.Coordinator;
import dev.incumbent.kit.coordinator.CoordinatorUnderTest.Step;
import dev.incumbent.spi.ClientConfig;
import dev.incumbent.store.LeaseStore;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/** Clients of the same records in memory, each of which can be cut off from them. */
public final class CuttableStores {
  private final MemoryRecords records;
  private final boolean pushes;
  private final BiFunction<LeaseStore, ClientConfig, Coordinator> coordinators;
  private final Map<Coordinator, InMemoryLeaseStore> ways = new ConcurrentHashMap<>();

  /**
   * @param coordinators makes a coordinator of a store
   */
  public CuttableStores(
      MemoryRecords records,
      boolean pushes,
      BiFunction<LeaseStore, ClientConfig, Coordinator> coordinators) {
    this.records = records;
    this.pushes = pushes;
    this.coordinators = coordinators;
  }

  public Coordinator connect(ClientConfig config) {
    InMemoryLeaseStore way = new InMemoryLeaseStore(records, pushes);
    Coordinator coordinator = coordinators.apply(way, config);
    ways.put(coordinator, way);
    return coordinator;
  }

  /** Returns what mends it. */
  public Step cut(Coordinator client) {
    InMemoryLeaseStore way = Objects.requireNonNull(ways.get(client));
    way.cut();
    return way::mend;
  }

  /** Takes the records away, with what they have, until a client has found that out. */
  public void restart() throws InterruptedException {
    records.away(true);
    try {
      records.awaitRefusal();
    } finally {
      records.away(false);
    }
  }

  /** Takes the records away from all clients; returns what brings them back. */
  public Step lose() {
    records.away(true);
    return () -> records.away(false);
  }
}
