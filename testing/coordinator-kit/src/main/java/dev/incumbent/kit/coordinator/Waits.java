package dev.incumbent.kit.coordinator;

import dev.incumbent.error.UnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.opentest4j.TestAbortedException;

/**
 * How the checks wait: for conditions, within bounds, on the clock of what is tested.
 *
 * <p>Time alone bounds nothing on a machine that is too busy to use it: the waiting thread must
 * have had its turns, too, before it gives up.
 */
abstract class Waits {
  private static final long FIRST_LOOK_NANOS = 1_000_000;
  private static final long LOOK_EVERY_NANOS = 10_000_000;

  /** As many threads as there are calls under way; one that never returns holds up no other. */
  private static final Executor CALLS =
      new ThreadPoolExecutor(
          0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), Waits::daemon);

  /** How long something that must not happen gets to happen. */
  private static final Duration CHANCE = Duration.ofMillis(300);

  /** What every contender of this check writes into. */
  final List<String> journal = new CopyOnWriteArrayList<>();

  abstract CoordinatorUnderTest under();

  /** The clock on which leases and waits count. */
  final long now() {
    return under().nanos();
  }

  final Duration since(long nanos) {
    return Duration.ofNanos(now() - nanos);
  }

  final void until(String what, BooleanSupplier condition) {
    if (!comesTrue(under().patience(), condition)) {
      throw new AssertionError("in " + under().patience() + " not so: " + what + "; " + journal);
    }
  }

  /** Gives something that must not happen the time to; what came of it is looked at later. */
  final void giveTheChance(BooleanSupplier fault) {
    giveTheChance(CHANCE, fault);
  }

  final void giveTheChance(Duration chance, BooleanSupplier fault) {
    boolean unused = comesTrue(chance, fault);
  }

  /** Whether it comes true in that time, or before the clock stands still. */
  final boolean comesTrue(Duration within, BooleanSupplier condition) {
    long end = now() + within.toNanos();
    long turns = within.toNanos() / (2 * LOOK_EVERY_NANOS);
    long pause = FIRST_LOOK_NANOS;
    Standstill standstill = new Standstill();
    while (!condition.getAsBoolean()) {
      boolean isOver = end - now() < 0 || standstill.isSeen(now());
      if (isOver && turns <= 0) {
        return false;
      }
      LockSupport.parkNanos(pause);
      pause = Math.min(2 * pause, LOOK_EVERY_NANOS);
      turns--;
    }
    return true;
  }

  /** The clock has not moved while it was looked at so often: whatever would move it is stuck. */
  private static final class Standstill {
    private static final int LOOKS = 500;

    private long seen;
    private int looks;

    boolean isSeen(long now) {
      looks = now == seen ? looks + 1 : 0;
      seen = now;
      return looks > LOOKS;
    }
  }

  /** Waits for it; rethrows what it failed with, unchecked. */
  final <T> T answer(String what, CompletionStage<T> stage) {
    CompletableFuture<T> answer = stage.toCompletableFuture();
    Thread waiting = Thread.currentThread();
    CompletableFuture<T> wakes = answer.whenComplete((value, t) -> LockSupport.unpark(waiting));
    if (!comesTrue(under().patience(), wakes::isDone)) {
      throw new AssertionError(what + " did not end in " + under().patience());
    }
    try {
      return answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new AssertionError(what + " failed", e.getCause());
    }
  }

  /** Calls what must return soon, on a thread that nothing waits for if it does not. */
  final <T> T call(String what, Callable<? extends T> api) {
    return answer(what, beginCall(api));
  }

  /**
   * Calls, and waits for the answer; calls again while the coordinator is away, as on a machine
   * that is too busy for its failover: the answer says that nothing took effect.
   */
  final <T> T ask(String what, Callable<? extends CompletionStage<T>> api) {
    long end = now() + under().patience().toNanos();
    while (true) {
      try {
        return askOnce(what, api);
      } catch (UnavailableException e) {
        if (end - now() < 0) {
          throw e;
        }
        LockSupport.parkNanos(LOOK_EVERY_NANOS);
      }
    }
  }

  /** Calls, and waits for the answer, whatever it is. */
  final <T> T askOnce(String what, Callable<? extends CompletionStage<T>> api) {
    return answer(what, call("the call of " + what, api));
  }

  /** Runs on a thread of its own, which is not waited for at the end. */
  static CompletableFuture<Boolean> begin(CoordinatorUnderTest.Step step) {
    return beginCall(
        () -> {
          step.run();
          return true;
        });
  }

  private static <T> CompletableFuture<T> beginCall(Callable<? extends T> call) {
    CompletableFuture<T> done = new CompletableFuture<>();
    CALLS.execute(
        () -> {
          try {
            done.complete(call.call());
          } catch (Throwable t) {
            done.completeExceptionally(t);
          }
        });
    return done;
  }

  private static Thread daemon(Runnable call) {
    Thread thread = new Thread(call, "coordinator-kit");
    thread.setDaemon(true);
    return thread;
  }

  /** Skips the check, by name, for a backend to which that cannot be done. */
  static <T> T required(Optional<T> ability, String without) {
    return ability.orElseThrow(() -> new TestAbortedException("not for a coordinator " + without));
  }
}
