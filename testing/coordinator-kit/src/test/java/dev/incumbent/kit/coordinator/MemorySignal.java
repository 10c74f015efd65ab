package dev.incumbent.kit.coordinator;

import dev.incumbent.election.StopSignal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The word to stop of one leadership. Threads: safe for use by any thread. */
final class MemorySignal implements StopSignal {
  private final LongSupplier remainingNanos;
  private final Executor callbacks;
  private final Lie lie;
  private final CompletableFuture<Cause> stage = new CompletableFuture<>();
  private Optional<Cause> cause = Optional.empty();

  MemorySignal(LongSupplier remainingNanos, Executor callbacks, Lie lie) {
    this.remainingNanos = remainingNanos;
    this.callbacks = callbacks;
    this.lie = lie;
  }

  void set(Cause why) {
    if (lie == Lie.SIGNALS_BEHIND_CALLBACKS) {
      callbacks.execute(() -> setNow(why));
    } else {
      setNow(why);
    }
  }

  private void setNow(Cause why) {
    synchronized (this) {
      if (cause.isPresent()) {
        return;
      }
      cause = Optional.of(why);
      notifyAll();
    }
    callbacks.execute(() -> stage.complete(why));
  }

  synchronized boolean isSet() {
    return cause.isPresent();
  }

  @Override
  public Optional<Cause> cause() {
    if (remainingNanos.getAsLong() == 0) {
      setNow(Cause.LOST);
    }
    synchronized (this) {
      return cause;
    }
  }

  @Override
  public void await() throws InterruptedException {
    while (!await(Duration.ofDays(1))) {
      // Waits on.
    }
  }

  @Override
  public synchronized boolean await(Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (cause.isEmpty() || isHidden()) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  private boolean isHidden() {
    return lie == Lie.NEVER_TELLS_A_LOSS && cause.equals(Optional.of(Cause.LOST));
  }

  @Override
  public CompletionStage<Cause> asStage() {
    return stage.minimalCompletionStage();
  }
}
