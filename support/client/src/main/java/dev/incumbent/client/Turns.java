package dev.incumbent.client;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks one at a time, in the order in which they were handed over, and spares a change of
 * threads where it can: a thread that is lent runs what it brings itself, if nobody else is at it.
 * Everything else, and what is due by the clock, is the keeper's.
 *
 * <p>What a task did is visible to the next one, whichever thread runs it.
 *
 * <p>Bounds: the queue has none of its own. A lent thread is given back after at most 16 tasks.
 *
 * <p>Threads: {@link #hand} and {@link #lend} by any, and neither waits for another's turn; {@link
 * #keep} by the keeper. A thread that is lent must hold no lock that a task may want, and must have
 * stack to spare: users' threads are not lent.
 *
 * <p>Errors: what a task throws goes to the thread that ran it; tasks of a keeper must not throw.
 */
public final class Turns {
  private static final int MAX_LENT = 16;
  private static final int MAX_KEPT = 64;
  private static final long MAX_WAIT_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** What is due by the clock; its methods are called in a turn. */
  public interface Timetable {
    /** How long until something is due; at most 0 if it is now. */
    long dueInNanos();

    /** Does one thing that is due. */
    void runDue();
  }

  private final Timetable timetable;
  private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicInteger depth = new AtomicInteger();
  private final AtomicBoolean taken = new AtomicBoolean();
  private final BooleanSupplier over;
  private volatile @Nullable Thread keeper;
  private volatile boolean ended;

  /** How often a thread was lent: what is due may have changed since the keeper looked. */
  private final AtomicLong lentTurns = new AtomicLong();

  /** The keeper has found the turn taken. */
  private volatile boolean keeperWants;

  /** The keeper has found nothing to do until then. */
  private volatile boolean keeperRests;

  private volatile long keeperRestsUntilNanos;

  /**
   * @param over whether all this ends, asked in a turn after each task; what waits then is dropped
   */
  public Turns(Timetable timetable, BooleanSupplier over) {
    this.timetable = timetable;
    this.over = over;
  }

  /** How many tasks wait. */
  public int depth() {
    return depth.get();
  }

  /** Hands over a task for the keeper; dropped once it has ended. */
  public void hand(Runnable task) {
    if (add(task) && keeperRests) {
      LockSupport.unpark(keeper);
    }
  }

  /** Hands over a task, and runs it before this returns if that can be. */
  public void lend(Runnable task) {
    if (add(task) && keeper != null) {
      int ran = 0;
      while (ran < MAX_LENT && !tasks.isEmpty() && taken.compareAndSet(false, true)) {
        ran += lentTurn(MAX_LENT - ran);
      }
    }
  }

  private boolean add(Runnable task) {
    if (ended) {
      return false;
    }
    depth.incrementAndGet();
    tasks.add(task);
    return true;
  }

  private int lentTurn(int most) {
    long dueNanos = Long.MAX_VALUE;
    int ran = 0;
    try {
      while (ran < most && runOne()) {
        ran++;
      }
      dueNanos = timetable.dueInNanos();
    } finally {
      lentTurns.incrementAndGet();
      taken.set(false);
      if (ended || keeperWants || isEarly(dueNanos)) {
        LockSupport.unpark(keeper);
      }
    }
    return Math.max(ran, 1);
  }

  /** Whether a resting keeper would miss something. */
  private boolean isEarly(long dueInNanos) {
    return keeperRests
        && (!tasks.isEmpty() || dueInNanos < keeperRestsUntilNanos - System.nanoTime());
  }

  private boolean runOne() {
    Runnable task = ended ? null : tasks.poll();
    if (task == null) {
      return false;
    }
    depth.decrementAndGet();
    task.run();
    ended = over.getAsBoolean();
    return true;
  }

  /** The keeper's work, on the calling thread; an interrupt changes nothing. */
  public void keep() {
    keeper = Thread.currentThread();
    try {
      while (!ended) {
        if (take()) {
          keptTurn();
        }
      }
    } finally {
      ended = true;
      tasks.clear();
      depth.set(0);
    }
  }

  /** Whether the turn is the keeper's; waits a while for it. */
  private boolean take() {
    if (taken.compareAndSet(false, true)) {
      return true;
    }
    keeperWants = true;
    boolean now = taken.compareAndSet(false, true);
    if (!now) {
      park(MAX_WAIT_NANOS);
    }
    keeperWants = false;
    return now;
  }

  private void keptTurn() {
    long lent = lentTurns.get();
    long dueNanos;
    try {
      int ran = 0;
      while (ran < MAX_KEPT && runOne()) {
        ran++;
      }
      if (!ended && timetable.dueInNanos() <= 0) {
        timetable.runDue();
        ended = over.getAsBoolean();
      }
      dueNanos = timetable.dueInNanos();
    } finally {
      taken.set(false);
    }
    rest(dueNanos, lent);
  }

  /** Until something is due, or is handed over, or may have come to be due earlier. */
  private void rest(long dueInNanos, long lent) {
    if (dueInNanos > 0 && !ended) {
      long nanos = Math.min(dueInNanos, MAX_WAIT_NANOS);
      keeperRestsUntilNanos = System.nanoTime() + nanos;
      keeperRests = true;
      if (tasks.isEmpty() && lent == lentTurns.get()) {
        park(nanos);
      }
      keeperRests = false;
    }
  }

  private void park(long nanos) {
    LockSupport.parkNanos(this, nanos);
    var unused = Thread.interrupted();
  }
}
