package dev.incumbent.client;

import dev.incumbent.fencing.FencingStep;
import dev.incumbent.fencing.FencingTarget;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs a candidacy's fencing actions, one at a time, each on a thread of its own, so that one that
 * does not end in time fails its step and nothing else.
 *
 * <p>When its time is over the action's thread is interrupted. One that goes on all the same is
 * waited for by the candidacy's next action, within that one's time: so there is at most one.
 *
 * <p>Threads: for the candidacy's thread.
 */
final class FencingThread {
  private static final long LOOK_NANOS = 20_000_000;

  private final String name;
  private final SlowCallbacks slow;
  private Optional<Thread> last = Optional.empty();

  FencingThread(String name, SlowCallbacks slow) {
    this.name = name;
    this.slow = slow;
  }

  /** Runs one action; returns why the predecessor may not be fenced, or empty. */
  Optional<String> run(FencingStep step, FencingTarget target) throws InterruptedException {
    if (!lastEnded(target)) {
      return Optional.of("an earlier action of this candidate has not ended");
    }
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    Thread thread = Daemon.thread("incumbent-fencing-" + name, () -> act(step, target, done));
    last = Optional.of(thread);
    thread.start();
    return awaited(done, step, target, thread);
  }

  private void act(FencingStep step, FencingTarget target, CompletableFuture<Boolean> done) {
    String what = "fencing action '" + step.action().name() + "' for " + name;
    long running = slow.begin(what);
    try {
      step.action().fence(target);
      done.complete(true);
    } catch (Throwable t) {
      done.completeExceptionally(t);
    } finally {
      slow.end(running);
    }
  }

  private static Optional<String> awaited(
      CompletableFuture<Boolean> done, FencingStep step, FencingTarget target, Thread thread)
      throws InterruptedException {
    while (true) {
      long left = target.remaining().get().toNanos();
      try {
        done.get(Math.min(left, LOOK_NANOS), TimeUnit.NANOSECONDS);
        return Optional.empty();
      } catch (ExecutionException e) {
        return Optional.of(String.valueOf(e.getCause()));
      } catch (TimeoutException e) {
        if (left == 0) {
          thread.interrupt();
          return Optional.of("it did not end within " + step.timeout().toMillis() + " ms");
        }
      } catch (InterruptedException e) {
        thread.interrupt();
        throw e;
      }
    }
  }

  private boolean lastEnded(FencingTarget target) throws InterruptedException {
    if (last.isPresent()) {
      Duration left = target.remaining().get();
      last.get().join(Math.max(1, left.toMillis()));
      return !last.get().isAlive();
    }
    return true;
  }
}
