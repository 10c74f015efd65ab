package dev.incumbent.cli.gameday;

import dev.incumbent.election.Coordinator;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.ElectionView;
import dev.incumbent.election.Elections;
import dev.incumbent.election.Freshness;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;

/**
 * Looks every quarter of a second at how much of the lease is left, as the coordinator counts it.
 *
 * <p>Threads: runs on one of its own until it is interrupted; what it found may be asked by any.
 */
final class Leases implements Runnable {
  /** How the mark of a lock delay begins. */
  static final String LOCK_DELAY = "lock delay";

  private static final long PERIOD_MILLIS = 250;

  private final Coordinator coordinator;
  private final ElectionName election;
  private final Timeline timeline;
  private final TreeMap<Long, Long> endNanosByToken = new TreeMap<>();
  private long delayedToken;

  Leases(Coordinator coordinator, ElectionName election, Timeline timeline) {
    this.coordinator = coordinator;
    this.election = election;
    this.timeline = timeline;
  }

  @Override
  public void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        long asked = System.nanoTime();
        look(asked);
        Thread.sleep(PERIOD_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(long askedNanos) throws InterruptedException {
    try {
      coordinator
          .elections()
          .find(election, Freshness.LINEARIZABLE)
          .thenAccept(read -> read.value().ifPresent(listed -> seen(listed, askedNanos)))
          .get();
    } catch (CompletionException | java.util.concurrent.ExecutionException e) {
      // The coordinator does not answer now: its marks tell that.
    }
  }

  private synchronized void seen(Elections.Listed listed, long askedNanos) {
    Optional<ElectionView.Holder> holder = listed.view().holder();
    if (holder.isPresent() && listed.leaseLeftMillis() >= 0) {
      long end = askedNanos + listed.leaseLeftMillis() * 1_000_000;
      endNanosByToken.merge(holder.get().token().value(), end, Math::max);
    }
    listed
        .view()
        .conditions()
        .lockDelay()
        .filter(d -> d.token().value() > delayedToken)
        .ifPresent(
            delay -> {
              delayedToken = delay.token().value();
              timeline.add(
                  Mark.Kind.NOTE, "", delayedToken, LOCK_DELAY + " of " + delay.millis() + " ms");
            });
  }

  /** Where each leadership's lease would have ended, by token. */
  synchronized java.util.SortedMap<Long, Long> ends() {
    return new TreeMap<>(endNanosByToken);
  }
}
