package dev.incumbent.cluster.node;

import dev.incumbent.time.MonotonicClock;
import java.util.PriorityQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one thread on which a node decides: runs tasks in the order in which they were handed over,
 * and timers when they are due.
 *
 * <p>Bounds: its queue has none of its own; each of those that fill it hands over a bounded number
 * of tasks before it waits for them (streams their window, the log's applier its permits).
 *
 * <p>Threads: {@link #execute} by any thread; {@link #at} on the loop only. Time: readings of the
 * clock that it was given.
 *
 * <p>Errors: a task that throws ends the loop, and is reported once; what was queued is dropped.
 */
final class ActorLoop implements AutoCloseable {
  private static final long CLOSE_MILLIS = 500;
  private static final long MAX_WAIT_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final MonotonicClock clock;
  private final Consumer<Throwable> onFailure;
  private final Thread thread;
  private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>((a, b) -> Long.signum(a.nanos - b.nanos));
  private volatile boolean closed;

  /** A task that is due at some time, unless it is cancelled. */
  static final class Timer {
    private final long nanos;
    private final Runnable task;

    private Timer(long nanos, Runnable task) {
      this.nanos = nanos;
      this.task = task;
    }
  }

  ActorLoop(String name, MonotonicClock clock, Consumer<Throwable> onFailure) {
    this.clock = clock;
    this.onFailure = onFailure;
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  long now() {
    return clock.nanos();
  }

  /** Hands over a task; dropped once the loop is closed. */
  void execute(Runnable task) {
    if (!closed) {
      tasks.add(task);
    }
  }

  /** How many tasks wait. */
  int depth() {
    return tasks.size();
  }

  /** Runs a task at that reading of the clock, or as soon as possible after it. */
  Timer at(long nanos, Runnable task) {
    Timer timer = new Timer(nanos, task);
    timers.add(timer);
    return timer;
  }

  void cancel(Timer timer) {
    timers.remove(timer);
  }

  private void run() {
    try {
      while (!closed) {
        runDue();
        Runnable task = poll();
        if (task != null) {
          task.run();
        }
      }
    } catch (InterruptedException e) {
      closed = true;
    } catch (RuntimeException | Error e) {
      closed = true;
      onFailure.accept(e);
    }
  }

  /** One timer, so that a task that is always due again leaves room for those that wait. */
  private void runDue() {
    Timer first = timers.peek();
    if (first != null && first.nanos - clock.nanos() <= 0) {
      timers.remove(first);
      first.task.run();
    }
  }

  private @Nullable Runnable poll() throws InterruptedException {
    Timer first = timers.peek();
    long wait = first == null ? MAX_WAIT_NANOS : first.nanos - clock.nanos();
    return tasks.poll(Math.min(Math.max(wait, 0), MAX_WAIT_NANOS), TimeUnit.NANOSECONDS);
  }

  /** Ends after the task that runs now; waits for it unless called by the loop. Idempotent. */
  @Override
  public void close() {
    closed = true;
    tasks.add(() -> {});
    if (Thread.currentThread() != thread) {
      try {
        thread.join(CLOSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
