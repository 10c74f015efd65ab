package dev.incumbent.cluster.client;

import dev.incumbent.session.client.Lease;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The lease that the leaderships of one generation live by, shared between the protocol thread, which
 * moves it, and every thread that asks.
 *
 * <p>Guarantees: S-7 and lease rule 4 across threads: once any thread was told that no time is left,
 * no thread is ever told otherwise, whatever acknowledgement arrives.
 *
 * <p>Threads: safe for use by any thread; nothing here blocks.
 */
final class LeaseCell {
  private final AtomicReference<Optional<Lease>> lease;
  private final Runnable seenExpired;

  /**
   * @param seenExpired told once, by the thread that found the lease expired
   */
  LeaseCell(Lease lease, Runnable seenExpired) {
    this(Optional.of(lease), seenExpired);
  }

  private LeaseCell(Optional<Lease> lease, Runnable seenExpired) {
    this.lease = new AtomicReference<>(lease);
    this.seenExpired = seenExpired;
  }

  /** Moves the lease; false if a thread has seen it expired before. */
  boolean move(Lease later) {
    Optional<Lease> moved = Optional.of(later);
    while (true) {
      Optional<Lease> current = lease.get();
      if (current.isEmpty()) {
        return false;
      }
      if (lease.compareAndSet(current, moved)) {
        return true;
      }
    }
  }

  /** Ends it. */
  void lose() {
    lease.set(Optional.empty());
  }

  /** A cell of its own that holds the lease as it is now and is never moved. */
  LeaseCell frozen() {
    return new LeaseCell(lease.get(), () -> {});
  }

  /** The time left; 0 for ever once it was 0. */
  long remainingNanos(Clocks clocks) {
    while (true) {
      Optional<Lease> current = lease.get();
      if (current.isEmpty()) {
        return 0;
      }
      long left = current.get().remainingNanos(clocks.read());
      if (left > 0) {
        return left;
      }
      if (lease.compareAndSet(current, Optional.empty())) {
        seenExpired.run();
        return 0;
      }
    }
  }
}
