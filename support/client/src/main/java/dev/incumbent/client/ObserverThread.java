package dev.incumbent.client;

import dev.incumbent.election.ElectionEvent;
import dev.incumbent.election.ElectionObserver;
import dev.incumbent.election.ElectionView;
import dev.incumbent.election.Observation;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * One observer and the thread that tells it.
 *
 * <p>At most {@value #MAX_WAITING} calls wait for an observer that does not return; beyond that
 * they are dropped, and the next is a resync (I13). A throwing observer is logged and told on.
 *
 * <p>Threads: safe for use by any thread; the observer is called under no lock.
 */
final class ObserverThread implements Observation {
  static final int MAX_WAITING = 4_096;

  private static final Logger LOG = System.getLogger("dev.incumbent.client");

  private final ArrayDeque<Consumer<ElectionObserver>> waiting = new ArrayDeque<>();
  private final long id;
  private final ElectionObserver observer;
  private final LongConsumer overflowed;
  private final LongConsumer ended;
  private final SlowCallbacks slow;
  private final Thread thread;
  private boolean dropping;
  private boolean stopped;
  private boolean calling;

  ObserverThread(
      long id,
      ElectionObserver observer,
      LongConsumer overflowed,
      LongConsumer ended,
      SlowCallbacks slow) {
    this.id = id;
    this.observer = observer;
    this.overflowed = overflowed;
    this.ended = ended;
    this.slow = slow;
    this.thread = Daemon.thread("incumbent-observer-" + id, this::run);
  }

  void start() {
    thread.start();
  }

  void resync(ElectionEvent.Position at, List<ElectionView> views) {
    synchronized (this) {
      dropping = false;
    }
    add(it -> it.resync(at, views));
  }

  void told(List<ElectionEvent> events) {
    events.forEach(event -> add(it -> it.event(event)));
  }

  void connected(boolean connected) {
    add(it -> it.connected(connected));
  }

  /** Nothing is told any more; does not wait for a call under way. */
  synchronized void stop() {
    stopped = true;
    waiting.clear();
    notifyAll();
  }

  /** Waits for a call under way, unless that call closes it. */
  @Override
  public void close() {
    boolean first;
    synchronized (this) {
      first = !stopped;
      stop();
    }
    if (first) {
      ended.accept(id);
    }
    if (Thread.currentThread() != thread) {
      awaitCall();
    }
  }

  private void add(Consumer<ElectionObserver> call) {
    synchronized (this) {
      if (stopped || dropping) {
        return;
      }
      if (waiting.size() < MAX_WAITING) {
        waiting.add(call);
        notifyAll();
        return;
      }
      waiting.clear();
      dropping = true;
    }
    overflowed.accept(id);
  }

  private synchronized void awaitCall() {
    try {
      while (calling) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (true) {
      Consumer<ElectionObserver> call;
      synchronized (this) {
        if (!awaitNext()) {
          return;
        }
        call = waiting.remove();
        calling = true;
      }
      tell(call);
      synchronized (this) {
        calling = false;
        notifyAll();
      }
    }
  }

  /** Waits for a call to make, under this object's lock; false if there will be none. */
  private boolean awaitNext() {
    while (waiting.isEmpty() && !stopped) {
      try {
        wait();
      } catch (InterruptedException e) {
        LOG.log(Level.DEBUG, "an observer's thread was interrupted and goes on", e);
      }
    }
    return !stopped;
  }

  private void tell(Consumer<ElectionObserver> call) {
    long running = slow.begin("observer " + id + " (" + observer.getClass().getName() + ")");
    try {
      call.accept(observer);
    } catch (Throwable t) {
      LOG.log(Level.ERROR, "observer " + observer.getClass().getName() + " threw", t);
    } finally {
      slow.end(running);
    }
  }
}
