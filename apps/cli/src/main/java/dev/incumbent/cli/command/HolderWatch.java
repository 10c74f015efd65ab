package dev.incumbent.cli.command;

import dev.incumbent.election.CandidateName;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.ElectionEvent;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.ElectionObserver;
import dev.incumbent.election.ElectionView;
import dev.incumbent.election.Observation;
import dev.incumbent.fencing.FencingToken;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Watches who holds one election, for commands that wait for it to change.
 *
 * <p>Threads: told by the observer's thread, waited on by the command's.
 */
final class HolderWatch implements ElectionObserver, AutoCloseable {
  /** Who holds the election. */
  record Holder(CandidateName candidate, FencingToken token) {}

  private final Observation observation;
  private @Nullable Holder holder;
  private boolean known;

  HolderWatch(Coordinator coordinator, ElectionName election) {
    observation = coordinator.elections().observe(List.of(election), this);
  }

  /**
   * Waits until the holder, or that there is none, is as wanted; whether it came to that in time.
   */
  synchronized boolean await(Predicate<Optional<Holder>> wanted, Optional<Duration> atMost)
      throws InterruptedException {
    long start = System.nanoTime();
    while (!known || !wanted.test(Optional.ofNullable(holder))) {
      long left = atMost.map(d -> d.toNanos() - (System.nanoTime() - start)).orElse(Long.MAX_VALUE);
      if (left <= 0) {
        return false;
      }
      wait(Math.max(1, Math.min(left / 1_000_000, 3_600_000)));
    }
    return true;
  }

  /** The holder as last told. */
  synchronized Optional<Holder> holder() {
    return Optional.ofNullable(holder);
  }

  @Override
  public synchronized void resync(ElectionEvent.Position at, List<ElectionView> views) {
    Optional<ElectionView.Holder> held =
        views.stream().flatMap(v -> v.holder().stream()).findFirst();
    holder = held.map(h -> new Holder(h.candidate(), h.token())).orElse(null);
    known = true;
    notifyAll();
  }

  @Override
  public synchronized void event(ElectionEvent event) {
    switch (event.kind()) {
      case GRANTED ->
          holder = event.token().map(t -> new Holder(event.candidate(), t)).orElse(null);
      case ENDED -> holder = null;
      case JOINED, LEFT, PROMOTED, WITHDRAWN, UPDATED -> {}
    }
    notifyAll();
  }

  @Override
  public void close() {
    observation.close();
  }
}
