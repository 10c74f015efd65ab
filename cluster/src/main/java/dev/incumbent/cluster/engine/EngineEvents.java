package dev.incumbent.cluster.engine;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Turns the library's notifications into the listener's calls, once each and in order.
 *
 * <p>The library tells of readiness from its apply thread and of the end of leadership from
 * whatever thread ended it, so that the news of a term's readiness may arrive after that term's
 * end. Such late news is dropped here.
 *
 * <pre>
 * state        event             next      listener
 * NONE         leading(t)        LEADING   -
 * LEADING t    ready(t)          READY     onLeaderReady(t)
 * LEADING t    notLeading        NONE      -
 * READY t      notLeading        NONE      onLeaderLost
 * any          ready(other)      same      -
 * </pre>
 *
 * <p>Threads: any; none is blocked.
 */
final class EngineEvents {

  private static final System.Logger LOG = System.getLogger(EngineEvents.class.getName());

  /** Calls waiting for a slow listener; a node whose listener lets more pile up is stuck. */
  private static final int MOST_WAITING = 1_024;

  private enum State {
    NONE,
    LEADING,
    READY
  }

  /** Told of each leader before the listener is, under the library's lock. */
  interface LeaderTap {
    void onLeader(Optional<String> leader, long term);
  }

  private final EngineListener listener;
  private final LeaderTap tap;
  private final ThreadPoolExecutor executor;
  private State state = State.NONE;
  private long term;
  private Optional<String> leader = Optional.empty();
  private long leaderTerm;
  private boolean failed;

  EngineEvents(EngineListener listener, LeaderTap tap, String nodeId) {
    this.listener = listener;
    this.tap = tap;
    this.executor =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            EngineThreads.factory(nodeId, "events"));
  }

  synchronized void leading(long newTerm) {
    state = State.LEADING;
    term = newTerm;
  }

  synchronized void ready(long readyTerm) {
    if (state == State.LEADING && term == readyTerm) {
      state = State.READY;
      tell(() -> listener.onLeaderReady(readyTerm));
    }
  }

  synchronized void notLeading() {
    State before = state;
    state = State.NONE;
    if (before == State.READY) {
      tell(listener::onLeaderLost);
    }
  }

  synchronized void leaderKnown(Optional<String> newLeader, long newTerm) {
    if (newLeader.equals(leader) && (newLeader.isEmpty() || newTerm == leaderTerm)) {
      return;
    }
    leader = newLeader;
    leaderTerm = newTerm;
    tap.onLeader(newLeader, newTerm);
    tell(() -> listener.onLeaderChanged(newLeader, newTerm));
  }

  synchronized void failed(Throwable why) {
    if (!failed) {
      failed = true;
      tell(() -> listener.onFailure(why));
    }
  }

  void snapshotFailed(Throwable why) {
    tell(() -> listener.onSnapshotFailed(why));
  }

  /** Lets what is waiting be told, then ends the thread; gives up after the bound. */
  void close(long boundMillis) {
    executor.shutdown();
    if (!EngineThreads.awaitUnlessInside(executor, boundMillis)) {
      executor.shutdownNow();
    }
  }

  private void tell(Runnable call) {
    try {
      executor.execute(() -> guarded(call));
    } catch (RejectedExecutionException e) {
      LOG.log(
          System.Logger.Level.ERROR,
          "A call to the engine''s listener was dropped: {0}",
          executor.isShutdown() ? "the engine is closed" : MOST_WAITING + " calls are waiting");
    }
  }

  private static void guarded(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "The engine's listener threw", e);
    }
  }
}
