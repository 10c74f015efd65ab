package dev.incumbent.fence.jdbc;

import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.error.IncumbentException;
import dev.incumbent.error.UnavailableException;
import dev.incumbent.fencing.Claim;
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
 * One claim, from the caller's side: it waits no longer than the lease had left when it began, and
 * has the holders of the row ended if the row is not free soon.
 *
 * <p>Threads: used by the claim's caller alone. It never interrupts the threads that it starts: an
 * interrupt closes the files of an H2 that runs in this process.
 */
final class ClaimRun {
  private static final Logger LOG = System.getLogger(ClaimRun.class.getName());

  /** How long a transaction that holds the row may take to end by itself. */
  private static final long PATIENCE_MILLIS = 20;

  private static final long CANCEL_MILLIS = 1_000;

  private final JdbcFenceConfig config;
  private final Claim claim;
  private final ClaimAttempt attempt;
  private final HolderEviction eviction;

  ClaimRun(JdbcFenceConfig config, DialectSource dialects, Claim claim) {
    this.config = config;
    this.claim = claim;
    this.attempt = new ClaimAttempt(config, dialects, claim);
    this.eviction = new HolderEviction(config, dialects, claim, attempt);
  }

  void run() throws InterruptedException {
    Duration budget = claim.remaining().get();
    FenceRefusals.requireMillisLeft(
        claim.space(), claim.token(), () -> budget, "nothing was claimed");
    ExecutorService threads = Executors.newCachedThreadPool(this::thread);
    Future<ClaimRule> claiming = threads.submit(attempt);
    try {
      await(threads, claiming, System.nanoTime() + budget.toNanos());
    } catch (ExecutionException e) {
      throw refusal(e);
    } catch (InterruptedException e) {
      threads.execute(() -> abandon(claiming));
      throw e;
    } finally {
      eviction.stop();
      threads.shutdown();
    }
  }

  private void await(ExecutorService threads, Future<ClaimRule> claiming, long giveUpNanos)
      throws InterruptedException, ExecutionException {
    boolean evicting = false;
    while (isTimeLeft(giveUpNanos)) {
      try {
        claiming.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException e) {
        if (!evicting) {
          threads.execute(eviction);
          evicting = true;
        }
      }
    }
    giveUp(threads, claiming);
  }

  private boolean isTimeLeft(long giveUpNanos) {
    return giveUpNanos - System.nanoTime() > 0 && claim.remaining().get().toMillis() >= 1;
  }

  /** Returns only if the claim succeeded in the last moment. */
  private void giveUp(ExecutorService threads, Future<ClaimRule> claiming)
      throws InterruptedException, ExecutionException {
    threads.execute(() -> abandon(claiming));
    try {
      claiming.get(CANCEL_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      attempt.abort();
      throw outOfTime();
    }
  }

  /** On a thread of its own, because even asking the database to cancel can block. */
  private void abandon(Future<ClaimRule> claiming) {
    attempt.cancel();
    try {
      claiming.get(CANCEL_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      attempt.abort();
    } catch (ExecutionException | InterruptedException e) {
      LOG.log(Level.DEBUG, "A claim was abandoned", e);
    }
  }

  private RuntimeException refusal(ExecutionException failed) {
    try {
      throw Objects.requireNonNullElse(failed.getCause(), failed);
    } catch (CancellationException e) {
      return outOfTime();
    } catch (IncumbentException e) {
      if (e.code() == FailureCode.STALE_TOKEN) {
        config.counters().add(JdbcFence.REFUSED_CLAIMS, 1);
      }
      return e;
    } catch (Throwable e) {
      return new UnavailableException(
          failure(FailureCode.UNAVAILABLE, "could not be claimed: " + e.getMessage()), e);
    }
  }

  private IncumbentException outOfTime() {
    String why = " in the time left of the lease" + eviction.trouble();
    if (attempt.mayHaveRaised()) {
      return failure(FailureCode.OUTCOME_UNKNOWN, "may have been claimed or not: no answer" + why)
          .toException();
    }
    FailureCode code =
        claim.remaining().get().toMillis() < 1
            ? FailureCode.LEADERSHIP_LOST
            : FailureCode.UNAVAILABLE;
    return failure(code, "could not be claimed" + why).toException();
  }

  private Failure failure(FailureCode code, String what) {
    String message =
        "fence scope '%s' of %s, token %s: %s"
            .formatted(config.scope(), claim.space(), claim.token(), what);
    return new Failure(code, message, claim.token().toString(), "");
  }

  private Thread thread(Runnable task) {
    Thread thread = new Thread(task, "incumbent-claim-" + config.name());
    thread.setDaemon(true);
    return thread;
  }
}
