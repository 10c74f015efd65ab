package dev.incumbent.client;

import dev.incumbent.election.StopSignal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * The word to stop of one leadership: set by the protocol thread at once, or by whoever asks and
 * finds that no time is left.
 *
 * <p>Threads: safe for use by any thread; no user code runs under its lock.
 */
final class Signal implements StopSignal {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final LongSupplier remainingNanos;
  private final Executor callbacks;
  private final CompletableFuture<Cause> stage = new CompletableFuture<>();
  private final Object lock = new Object();
  private volatile Optional<Cause> cause = Optional.empty();

  /**
   * @param remainingNanos the time left to the leadership, 0 for ever once it was 0
   */
  Signal(LongSupplier remainingNanos, Executor callbacks) {
    this.remainingNanos = remainingNanos;
    this.callbacks = callbacks;
  }

  /** Sets it, unless it is set. */
  void set(Cause why) {
    synchronized (lock) {
      if (cause.isPresent()) {
        return;
      }
      cause = Optional.of(why);
      lock.notifyAll();
    }
    callbacks.execute(() -> stage.complete(why));
  }

  /** Whether it was set, without looking at the clock. */
  boolean wasSet() {
    return cause.isPresent();
  }

  @Override
  public Optional<Cause> cause() {
    if (cause.isEmpty() && remainingNanos.getAsLong() == 0) {
      set(Cause.LOST);
    }
    return cause;
  }

  @Override
  public void await() throws InterruptedException {
    while (!await(Duration.ofDays(1))) {
      // Waits on.
    }
  }

  @Override
  public boolean await(Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (cause().isEmpty()) {
      long left = Math.min(end - System.nanoTime(), remainingNanos.getAsLong());
      if (end - System.nanoTime() <= 0) {
        return false;
      }
      synchronized (lock) {
        if (cause.isEmpty() && left > 0) {
          lock.wait(left / NANOS_PER_MILLI + 1);
        }
      }
    }
    return true;
  }

  @Override
  public CompletionStage<Cause> asStage() {
    return stage.minimalCompletionStage();
  }
}
