package dev.incumbent.cli.run;

import dev.incumbent.cli.output.Output;
import dev.incumbent.cli.supervisor.ClockReading;
import dev.incumbent.cli.supervisor.CommandEnd;
import dev.incumbent.cli.supervisor.ForwardedSignal;
import dev.incumbent.cli.supervisor.Supervisor;
import dev.incumbent.cli.supervisor.SupervisorConfig;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.LeaderTask;
import dev.incumbent.election.Leadership;
import dev.incumbent.election.StopSignal;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Leads by running the command: from the grant until the whole process group is gone.
 *
 * <p>Guarantees: S-5 ({@link #lead} returns after the group was seen empty, or the outcome says
 * that it was not), S-7 (the supervisor is given each new deadline and kills by itself when there
 * is none).
 *
 * <p>Threads: {@link #lead} runs on the candidacy's thread; {@link #forward} may be called by any.
 */
final class Job implements LeaderTask {
  /** How often the deadline is passed on. It only ever moves by renewals, a TTL/5 apart. */
  private static final long POLL_MILLIS = 20;

  private final RunConfig config;
  private final String coordinatorUri;
  private final Optional<CompletionMarker> marker;
  private final Output output;
  private final CompletableFuture<Integer> stuck = new CompletableFuture<>();
  private final Object starting = new Object();
  private volatile Optional<Supervisor> running = Optional.empty();
  private volatile Optional<Outcome> outcome = Optional.empty();

  /**
   * How the last leadership went.
   *
   * @param lost the command was stopped because the leadership was over, and may be run again
   * @param groupEmpty the whole process group was seen gone
   */
  record Outcome(int exitCode, boolean lost, boolean groupEmpty) {}

  Job(RunConfig config, String coordinatorUri, Optional<CompletionMarker> marker, Output output) {
    this.config = config;
    this.coordinatorUri = coordinatorUri;
    this.marker = marker;
    this.output = output;
  }

  /**
   * Completes if something of the command cannot be ended: {@link #lead} never returns then, and
   * releases nothing.
   */
  CompletableFuture<Integer> stuck() {
    return stuck;
  }

  /** How the last leadership went, if there was one. */
  Optional<Outcome> outcome() {
    return outcome;
  }

  /**
   * Passes a signal on to the command; whether there is one. While one is being started, this waits
   * until it is known.
   */
  boolean forward(ForwardedSignal signal) {
    synchronized (starting) {
      Optional<Supervisor> supervisor = running;
      supervisor.ifPresent(s -> s.forward(signal));
      return supervisor.isPresent();
    }
  }

  @Override
  public void lead(Leadership leadership) throws IOException, InterruptedException {
    output.note(
        "'"
            + config.candidate()
            + "' leads '"
            + config.election()
            + "' with token "
            + leadership.token());
    if (marker.map(CompletionMarker::completedMeanwhile).orElse(false)) {
      output.note("another has completed it meanwhile: nothing to run");
      outcome = Optional.of(new Outcome(0, false, true));
      return;
    }
    conclude(supervise(leadership), leadership);
  }

  private void conclude(CommandEnd end, Leadership leadership) throws InterruptedException {
    boolean lost =
        end.leadershipLost()
            || leadership.stopSignal().cause().isPresent()
            || leadership.remaining().isZero();
    if (end.exitCode() == 0 && !lost) {
      marker.ifPresent(m -> m.complete(leadership));
    }
    outcome = Optional.of(new Outcome(end.exitCode(), lost, end.groupEmpty()));
    report(end);
    if (!end.groupEmpty()) {
      stuck.complete(end.exitCode());
      new CountDownLatch(1).await();
    }
  }

  @Override
  public void ended(Leadership leadership, EndReason reason) {
    output.note(
        "token "
            + leadership.token()
            + " of '"
            + config.election()
            + "' ended: "
            + Output.word(reason));
  }

  private CommandEnd supervise(Leadership leadership) throws IOException, InterruptedException {
    // Read first: a wall clock that jumped before it is the leadership's to see, later ones the
    // supervisor's.
    ClockReading since = ClockReading.take(System::nanoTime);
    leadership.requireValid();
    SupervisorConfig how =
        new SupervisorConfig(
            config.command(),
            environment(leadership),
            config.grace(),
            config.timings().margin(),
            System::nanoTime);
    try (Supervisor supervisor = start(how, leadership, since)) {
      return watch(supervisor, leadership);
    } finally {
      running = Optional.empty();
    }
  }

  /** The command runs before this returns: a signal that comes meanwhile is for it. */
  private Supervisor start(SupervisorConfig how, Leadership leadership, ClockReading since)
      throws IOException {
    synchronized (starting) {
      Supervisor supervisor = Supervisor.start(how, deadlineNanos(leadership), since);
      running = Optional.of(supervisor);
      return supervisor;
    }
  }

  private static CommandEnd watch(Supervisor supervisor, Leadership leadership)
      throws InterruptedException {
    while (true) {
      Optional<StopSignal.Cause> cause = leadership.stopSignal().cause();
      if (cause.isPresent()) {
        supervisor.freeze();
        supervisor.stop();
      } else {
        supervisor.extend(deadlineNanos(leadership));
      }
      try {
        return supervisor.ended().get(POLL_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        // Still running: look at the leadership again.
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      }
    }
  }

  /**
   * The deadline on {@code System.nanoTime}: the clock is read first, so that a pause makes it
   * earlier only.
   */
  private static long deadlineNanos(Leadership leadership) {
    long now = System.nanoTime();
    Duration remaining = leadership.remaining();
    return now + remaining.toNanos();
  }

  private Map<String, String> environment(Leadership leadership) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("INCUMBENT_TOKEN", leadership.token().toString());
    variables.put("INCUMBENT_GRANT", leadership.grant().toString());
    variables.put("INCUMBENT_ELECTION", config.election().value());
    variables.put("INCUMBENT_CANDIDATE", config.candidate().value());
    variables.put("INCUMBENT_COORDINATOR", coordinatorUri);
    return variables;
  }

  private void report(CommandEnd end) {
    String words =
        end.match(
            exited -> "the command exited with " + exited.code(),
            signalled -> "the command was ended by signal " + signalled.signal(),
            notExecuted -> "cannot run '" + config.command().get(0) + "': " + notExecuted.reason(),
            notStarted -> "the leadership was over before the command could start",
            stuck ->
                "processes " + stuck.pids() + " survived SIGKILL: the lease is left to run out",
            unsupervised -> "the companion process failed: " + unsupervised.reason());
    if (end.exitCode() >= CommandEnd.FAILED && end.exitCode() <= CommandEnd.NOT_FOUND) {
      output.warn(words);
    } else {
      output.note(words);
    }
  }
}
