package dev.incumbent.kit.coordinator;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The time of one backend and its clients, and the one thread on which all of them take their
 * turns: no faster than the machine's time, and slower where the machine is too busy. So no lease
 * ends because the thread that renews it had to wait for a processor.
 */
final class World {
  private static final long STEP_NANOS = 8_000_000;

  private final List<Runnable> turns = new CopyOnWriteArrayList<>();
  private final AtomicLong nanos = new AtomicLong();
  private volatile boolean over;

  World() {
    Daemons.named("memory-world").newThread(this::run).start();
  }

  long nanos() {
    return nanos.get();
  }

  /** Has it take its turns from now on. */
  void enter(Runnable turn) {
    turns.add(turn);
  }

  void end() {
    over = true;
  }

  private void run() {
    while (!over) {
      LockSupport.parkNanos(STEP_NANOS);
      turns.forEach(Runnable::run);
      nanos.addAndGet(STEP_NANOS);
    }
  }
}
