package dev.incumbent.cli.run;

import dev.incumbent.cli.CommandFailedException;
import dev.incumbent.cli.ExitCode;
import dev.incumbent.cli.output.Output;
import dev.incumbent.cli.supervisor.ForwardedSignal;
import dev.incumbent.election.Candidacy;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.CoordinatorHealth;
import dev.incumbent.election.ElectionEvent;
import dev.incumbent.election.ElectionObserver;
import dev.incumbent.election.ElectionView;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.Observation;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs a command only while leading: campaigns, waits for its turn, and turns what happened into an
 * exit code.
 *
 * <p>Threads: {@link #run} blocks the calling thread; signals come on the JVM's own.
 */
public final class Runner {
  private static final int SIGNAL_BASE = 128;

  private final RunConfig config;
  private final Coordinator coordinator;
  private final Job job;
  private final Output output;
  private final CompletableFuture<Integer> interrupted = new CompletableFuture<>();
  private volatile boolean stopAsked;

  public Runner(RunConfig config, Coordinator coordinator, String coordinatorUri, Output output) {
    this.config = config;
    this.coordinator = coordinator;
    this.output = output;
    Optional<CompletionMarker> marker =
        config.once()
            ? Optional.of(new CompletionMarker(coordinator, config.election()))
            : Optional.empty();
    this.job = new Job(config, coordinatorUri, marker, output);
  }

  /**
   * Campaigns and runs the command until it has ended by itself, the patience is over, or a signal
   * ends the wait.
   *
   * @return the exit code; the caller must end the process at once, without closing anything, if
   *     {@link #mustNotRelease} says so
   */
  public int run() throws InterruptedException {
    Signals.handOver(this::onSignal);
    Observation watching =
        coordinator.elections().observe(List.of(config.election()), new WhoLeads());
    try {
      int code = campaignOnce();
      while (mayRunAgain()) {
        code = campaignOnce();
      }
      return code;
    } finally {
      watching.close();
    }
  }

  private int campaignOnce() throws InterruptedException {
    Candidacy candidacy = coordinator.campaign(config.campaign(), job);
    try {
      CompletableFuture<Integer> finished =
          candidacy.finished().toCompletableFuture().thenApply(this::exitCode);
      CompletableFuture<Integer> ended =
          finished
              .applyToEither(interrupted, code -> code)
              .applyToEither(job.stuck(), code -> code);
      return await(ended, candidacy);
    } finally {
      if (!mustNotRelease()) {
        candidacy.close();
      }
    }
  }

  /**
   * The supervisor stops the command a grace before the deadline. It may have returned, and the
   * leadership been given back, while that was still valid: to whoever asked for the command to
   * run, that is a loss.
   */
  private boolean mayRunAgain() {
    return job.outcome().map(Job.Outcome::lost).orElse(false)
        && !mustNotRelease()
        && !config.exitOnLoss()
        && !stopAsked;
  }

  /**
   * Whether something of the command may still run, so that the lease must be left to run out
   * (S-5).
   */
  public boolean mustNotRelease() {
    return job.outcome().map(o -> !o.groupEmpty()).orElse(false);
  }

  private int await(CompletableFuture<Integer> end, Candidacy candidacy)
      throws InterruptedException {
    try {
      if (config.patience().isEmpty()) {
        return end.get();
      }
      return end.get(config.patience().get().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      if (job.outcome().isEmpty() && candidacy.findLeadership().isEmpty()) {
        throw CommandFailedException.of(waitedInVain(config.patience().get()));
      }
      return end.join();
    } catch (ExecutionException e) {
      throw new CompletionException(e.getCause());
    }
  }

  /** The answer is no only if there was a coordinator to give it. */
  private Failure waitedInVain(Duration patience) {
    CoordinatorHealth health = coordinator.health();
    String what =
        "'" + config.election() + "' was not to be had within " + patience.toMillis() + " ms";
    return switch (health.state()) {
      case AVAILABLE -> Failure.of(FailureCode.NOT_FOUND, what);
      case DEGRADED -> Failure.of(FailureCode.NO_QUORUM, what + ": " + health.why());
      case UNREACHABLE, CLOSED -> Failure.of(FailureCode.UNAVAILABLE, what + ": " + health.why());
    };
  }

  private int exitCode(Optional<EndReason> reason) {
    return job.outcome()
        .map(o -> o.lost() && config.exitOnLoss() ? ExitCode.LEADERSHIP_LOST : o.exitCode())
        .orElse(ExitCode.LEADERSHIP_LOST);
  }

  private void onSignal(ForwardedSignal signal) {
    stopAsked = true;
    if (!job.forward(signal)) {
      interrupted.complete(SIGNAL_BASE + number(signal));
    }
  }

  private static int number(ForwardedSignal signal) {
    return switch (signal) {
      case HUP -> 1;
      case INT -> 2;
      case TERM -> 15;
    };
  }

  /** Says who leads while this one waits. */
  private final class WhoLeads implements ElectionObserver {
    @Override
    public void resync(ElectionEvent.Position at, List<ElectionView> views) {
      views.stream()
          .flatMap(v -> v.holder().stream())
          .forEach(h -> say(h.candidate() + "' leads with token " + h.token()));
    }

    @Override
    public void event(ElectionEvent event) {
      if (event.kind() == ElectionEvent.Kind.GRANTED) {
        say(
            event.candidate()
                + "' leads with token "
                + event.token().map(Object::toString).orElse("?"));
      }
    }

    private void say(String who) {
      if (!who.startsWith(config.candidate() + "'")) {
        output.note("waiting for '" + config.election() + "': '" + who);
      }
    }
  }
}
