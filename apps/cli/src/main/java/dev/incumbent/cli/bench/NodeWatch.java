package dev.incumbent.cli.bench;

import dev.incumbent.election.Coordinator;
import dev.incumbent.election.NodeReport;
import dev.incumbent.history.HistoryEvent;
import dev.incumbent.history.HistoryFile;
import dev.incumbent.session.NodeView;
import dev.incumbent.spi.ClientConfig;
import dev.incumbent.spi.Coordinators;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Asks every node how it is, each 200 ms, and records the terms that it tells, and when it did not
 * answer at once as it else does.
 *
 * <p>Threads: looks on one of its own; its methods are safe for any.
 */
final class NodeWatch implements AutoCloseable {
  private static final long PERIOD_MILLIS = 200;
  private static final Duration CALL_TIMEOUT = Duration.ofMillis(500);

  /** An answer takes a millisecond; one that takes as long as this is suspicious. */
  private static final long LONG_NANOS = 100_000_000L;

  private final Coordinator coordinator;
  private final HistoryFile history;
  private final Map<String, Long> askedInVain = new TreeMap<>();
  private final Map<String, HistoryEvent.RaftTerm> told = new TreeMap<>();
  private boolean pausing;
  private volatile boolean closed;

  /** Watches from now on the nodes that are reached by that URI. */
  NodeWatch(String uri, HistoryFile history) {
    this.coordinator =
        Coordinators.connect(
            uri,
            new ClientConfig(
                ClientConfig.of("bench-nodes").timings(),
                "bench-nodes",
                Optional.of(CALL_TIMEOUT)));
    this.history = history;
    Thread watch = new Thread(this::watch, "bench-nodes");
    watch.setDaemon(true);
    watch.start();
  }

  private void watch() {
    try {
      while (!closed) {
        look();
        Thread.sleep(PERIOD_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void look() {
    if (pausing || closed) {
      return;
    }
    long asked = System.nanoTime();
    for (NodeReport report : coordinator.nodes()) {
      long now = System.nanoTime();
      Optional<NodeView> view = report.view();
      if (view.isEmpty()) {
        askedInVain.putIfAbsent(report.address(), asked);
      } else {
        answered(view.get(), asked, now);
      }
    }
  }

  private void answered(NodeView view, long askedNanos, long nowNanos) {
    String node = view.address();
    Long inVain = askedInVain.remove(node);
    long from = inVain == null ? askedNanos : inVain;
    if (nowNanos - from >= LONG_NANOS) {
      history.add(new HistoryEvent.Silent(node, from, nowNanos));
    }
    if (view.role() != NodeView.Role.FORMING) {
      boolean leads = view.role() == NodeView.Role.LEADER;
      HistoryEvent.RaftTerm term = new HistoryEvent.RaftTerm(node, view.term(), leads);
      if (!term.equals(told.put(node, term))) {
        history.add(term);
      }
    }
  }

  /**
   * Looks no more until {@link #resume}: what is done to a node on purpose is no silence of it, and
   * excuses nothing.
   */
  synchronized void pause() {
    pausing = true;
    askedInVain.clear();
  }

  /** Looks again. */
  synchronized void resume() {
    pausing = false;
  }

  /** Idempotent. */
  @Override
  public void close() {
    closed = true;
    coordinator.close();
  }
}
