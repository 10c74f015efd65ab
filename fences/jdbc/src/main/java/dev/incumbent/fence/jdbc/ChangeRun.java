package dev.incumbent.fence.jdbc;

import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.error.IncumbentException;
import dev.incumbent.error.UnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One claim or move, from the caller's side: it waits no longer than the time that was left when it
 * began, and has the holders of the row ended if the row is not free soon.
 *
 * <p>Threads: used by the caller alone. It never interrupts the threads that it starts: an
 * interrupt closes the files of an H2 that runs in this process.
 */
final class ChangeRun {
  private static final Logger LOG = System.getLogger(ChangeRun.class.getName());

  /** How long a transaction that holds the row may take to end by itself. */
  private static final long PATIENCE_MILLIS = 20;

  private static final long CANCEL_MILLIS = 1_000;

  private final JdbcFenceConfig config;
  private final FenceChange change;
  private final ChangeAttempt attempt;
  private final HolderEviction eviction;

  ChangeRun(JdbcFenceConfig config, DialectSource dialects, FenceChange change) {
    this.config = config;
    this.change = change;
    this.attempt = new ChangeAttempt(config, dialects, change);
    this.eviction = new HolderEviction(config, dialects, change, attempt);
  }

  void run() throws InterruptedException {
    Duration budget = change.remaining();
    change.requireTime(budget);
    ExecutorService threads = Executors.newCachedThreadPool(this::thread);
    Future<RowRule> changing = threads.submit(attempt);
    try {
      await(threads, changing, System.nanoTime() + budget.toNanos());
    } catch (ExecutionException e) {
      throw refusal(e);
    } catch (InterruptedException e) {
      threads.execute(() -> abandon(changing));
      throw e;
    } finally {
      eviction.stop();
      threads.shutdown();
    }
  }

  private void await(ExecutorService threads, Future<RowRule> changing, long giveUpNanos)
      throws InterruptedException, ExecutionException {
    boolean evicting = false;
    while (isTimeLeft(giveUpNanos)) {
      try {
        changing.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException e) {
        if (!evicting) {
          threads.execute(eviction);
          evicting = true;
        }
      }
    }
    giveUp(threads, changing);
  }

  private boolean isTimeLeft(long giveUpNanos) {
    return giveUpNanos - System.nanoTime() > 0 && change.remaining().toMillis() >= 1;
  }

  /** Returns only if it succeeded in the last moment. */
  private void giveUp(ExecutorService threads, Future<RowRule> changing)
      throws InterruptedException, ExecutionException {
    threads.execute(() -> abandon(changing));
    try {
      changing.get(CANCEL_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      attempt.abort();
      throw outOfTime();
    }
  }

  /** On a thread of its own, because even asking the database to cancel can block. */
  private void abandon(Future<RowRule> changing) {
    attempt.cancel();
    try {
      changing.get(CANCEL_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      attempt.abort();
    } catch (ExecutionException | InterruptedException e) {
      LOG.log(Level.DEBUG, "The change of a fence row was abandoned", e);
    }
  }

  private RuntimeException refusal(ExecutionException failed) {
    try {
      throw Objects.requireNonNullElse(failed.getCause(), failed);
    } catch (CancellationException e) {
      return outOfTime();
    } catch (IncumbentException e) {
      if (e.code() == change.outOfTime() && change.remaining().toMillis() < 1) {
        return outOfTime();
      }
      if (e.code() == FailureCode.STALE_TOKEN) {
        config.counters().add(JdbcFence.REFUSED_CLAIMS, 1);
      }
      return e;
    } catch (Throwable e) {
      return new UnavailableException(
          failure(FailureCode.UNAVAILABLE, "could not be " + change.verb() + ": " + e.getMessage()),
          e);
    }
  }

  private IncumbentException outOfTime() {
    String why = " in the time left for it" + eviction.trouble();
    String verb = change.verb();
    if (attempt.mayHaveRaised()) {
      return failure(
              FailureCode.OUTCOME_UNKNOWN, "may have been " + verb + " or not: no answer" + why)
          .toException();
    }
    FailureCode code =
        change.remaining().toMillis() < 1 ? change.outOfTime() : FailureCode.UNAVAILABLE;
    return failure(code, "could not be " + verb + why).toException();
  }

  private Failure failure(FailureCode code, String what) {
    String message =
        "fence scope '%s' of %s, token %s: %s"
            .formatted(config.scope(), change.space(), change.token(), what);
    return new Failure(code, message, Long.toString(change.token()), "");
  }

  private Thread thread(Runnable task) {
    Thread thread = new Thread(task, "incumbent-claim-" + config.name());
    thread.setDaemon(true);
    return thread;
  }
}
