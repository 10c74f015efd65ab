package dev.incumbent.client;

import dev.incumbent.session.client.Lease;
import java.util.Optional;

/**
 * The lease that the leaderships of one generation live by, shared between the protocol thread,
 * which moves it, and every thread that asks.
 *
 * <p>Guarantees: S-7 and lease rule 4 across threads: once any thread was told that no time is
 * left, no thread is ever told otherwise, whatever acknowledgement arrives.
 *
 * <p>Threads: safe for use by any thread; reading takes no lock, and no user code runs under one.
 */
final class LeaseCell {
  private volatile Optional<Lease> lease;
  private final Runnable seenExpired;

  /**
   * @param seenExpired told once, by the thread that found the lease expired
   */
  LeaseCell(Lease lease, Runnable seenExpired) {
    this(Optional.of(lease), seenExpired);
  }

  private LeaseCell(Optional<Lease> lease, Runnable seenExpired) {
    this.lease = lease;
    this.seenExpired = seenExpired;
  }

  /** Moves the lease; false if a thread has seen it expired before. */
  boolean move(Lease later) {
    synchronized (this) {
      if (lease.isEmpty()) {
        return false;
      }
      lease = Optional.of(later);
      return true;
    }
  }

  /** Ends it. */
  synchronized void lose() {
    lease = Optional.empty();
  }

  /** A cell of its own that holds the lease as it is now and is never moved. */
  LeaseCell frozen() {
    return new LeaseCell(lease, () -> {});
  }

  /** The time left; 0 for ever once it was 0. */
  long remainingNanos(Clocks clocks) {
    while (true) {
      Optional<Lease> current = lease;
      if (current.isEmpty()) {
        return 0;
      }
      long left = current.get().remainingNanos(clocks.read());
      if (left > 0) {
        return left;
      }
      if (loseUnlessMoved(current.get())) {
        seenExpired.run();
        return 0;
      }
    }
  }

  /** Whether it is valid, but has been unanswered for a while. */
  boolean inJeopardy(Clocks clocks) {
    return lease.filter(current -> current.inJeopardyAt(clocks.read())).isPresent();
  }

  /** Ends it if it is still that lease: an acknowledgement may have come just in time. */
  private synchronized boolean loseUnlessMoved(Lease expired) {
    if (!lease.equals(Optional.of(expired))) {
      return false;
    }
    lease = Optional.empty();
    return true;
  }
}
