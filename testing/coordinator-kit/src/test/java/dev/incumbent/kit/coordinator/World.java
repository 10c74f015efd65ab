package dev.incumbent.kit.coordinator;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The time of one backend and its clients, and the one thread on which all of them take their
 * turns. Whatever waits in a check counts on it, so that it goes slower where the machine is too
 * busy: no lease ends, and no patience, because a thread had to wait for a processor.
 */
final class World {
  private static final long STEP_NANOS = 12_000_000;

  /** What a step takes of the machine's time: a check of leases waits less. */
  private static final long PAUSE_NANOS = 4_000_000;

  private final List<Runnable> turns = new CopyOnWriteArrayList<>();
  private final AtomicLong nanos = new AtomicLong();
  private volatile boolean over;
  private volatile Optional<RuntimeException> broken = Optional.empty();

  World() {
    Daemons.named("memory-world").newThread(this::run).start();
  }

  /**
   * Its time.
   *
   * @throws RuntimeException what broke it, as nothing in it goes on
   */
  long nanos() {
    broken.ifPresent(
        e -> {
          throw e;
        });
    return nanos.get();
  }

  /** Waits for it; whether it comes true in that time. */
  boolean comesTrue(long withinNanos, BooleanSupplier condition) {
    long end = nanos() + withinNanos;
    while (!condition.getAsBoolean()) {
      if (over || end - nanos() < 0) {
        return false;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return true;
  }

  /** Has it take its turns from now on. */
  void enter(Runnable turn) {
    turns.add(turn);
  }

  void end() {
    over = true;
  }

  private void run() {
    try {
      while (!over) {
        LockSupport.parkNanos(PAUSE_NANOS);
        turns.forEach(Runnable::run);
        nanos.addAndGet(STEP_NANOS);
      }
    } catch (RuntimeException e) {
      broken = Optional.of(e);
    }
  }
}
