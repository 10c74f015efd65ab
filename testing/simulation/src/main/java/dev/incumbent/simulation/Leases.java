package dev.incumbent.simulation;

import dev.incumbent.session.client.ClientEvent;
import dev.incumbent.session.client.Lease;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The leases of a client's generations, as the threads of its users read them. */
final class Leases {
  /** The lease of one generation, or of one leadership since it was frozen. */
  static final class Cell {
    @Nullable Lease lease;

    Cell(@Nullable Lease lease) {
      this.lease = lease;
    }
  }

  private final Client client;
  private final TreeMap<Long, Cell> cells = new TreeMap<>();

  Leases(Client client) {
    this.client = client;
  }

  @Nullable Cell cell(long generation) {
    return cells.get(generation);
  }

  /** Whether a lease is valid, by the clocks' reading alone. */
  boolean anyValid() {
    return cells.values().stream()
        .map(cell -> cell.lease)
        .anyMatch(lease -> lease != null && lease.validAt(client.machine().clock().read()));
  }

  boolean moved(long generation, Lease lease) {
    Cell cell = cells.get(generation);
    if (cell == null) {
      cells.put(generation, new Cell(lease));
    } else if (cell.lease == null) {
      client.tell(new ClientEvent.LeaseSeenExpired(generation));
      return false;
    } else {
      cell.lease = lease;
    }
    return true;
  }

  boolean lost(long generation) {
    Cell cell = cells.remove(generation);
    if (cell != null) {
      cell.lease = null;
    }
    return cell != null;
  }

  /** The time left, as a user's thread is told it: none for ever once it was none. */
  long remainingNanos(Cell cell, long generation) {
    Lease lease = cell.lease;
    long left = lease == null ? 0 : lease.remainingNanos(client.machine().clock().read());
    if (lease != null && left == 0) {
      cell.lease = null;
      client.tell(new ClientEvent.LeaseSeenExpired(generation));
    }
    return left;
  }
}
