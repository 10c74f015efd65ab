package dev.incumbent.cli.supervisor;

import dev.incumbent.cli.supervisor.CommandEnd.Exited;
import dev.incumbent.cli.supervisor.CommandEnd.NotExecuted;
import dev.incumbent.cli.supervisor.CommandEnd.NotStarted;
import dev.incumbent.cli.supervisor.CommandEnd.Signalled;
import dev.incumbent.cli.supervisor.CommandEnd.Stopping;
import dev.incumbent.cli.supervisor.CommandEnd.Stuck;
import dev.incumbent.cli.supervisor.CommandEnd.Unsupervised;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Passes the orders on to the companion, follows its reports, and takes its place when it fails.
 *
 * <p>What it makes of the companion's reports:
 *
 * <pre>
 * late                    ended: NotStarted
 * forked PID STARTTIME    the group is known; the command is about to be executed
 * executing               nothing
 * refused ERRNO TEXT      remembered for `ended`
 * stopping CAUSE          stopping
 * killing                 remembered for `ended`
 * ended HOW N GROUP       ended: NotExecuted if it was refused, else Exited or Signalled
 * stuck PID…              ended: Stuck
 * broken TEXT             remembered for the end of the connection
 * end of the connection   SIGKILL to the group; ended: Unsupervised
 * no report of SIGKILL half a margin after the deadline, or of the end long after it: the same
 * </pre>
 *
 * <p>Threads: {@link #run} is the one thread that touches anything but the orders and the futures.
 */
final class SupervisorLoop implements Runnable {
  private static final Duration PATIENCE = Duration.ofMillis(50);

  /** Longer than the companion looks at what survives SIGKILL before it reports it as stuck. */
  static final Duration END_BOUND = Duration.ofSeconds(15);

  private static final int NO_ENTRY = 2;

  private final Perl perl;
  private final Companion companion;
  private final Orders orders;
  private final long marginNanos;
  private final LongSupplier nanoClock;
  final CompletableFuture<Optional<ProcessGroup>> forked = new CompletableFuture<>();
  final CompletableFuture<StopCause> stopping = new CompletableFuture<>();
  final CompletableFuture<CommandEnd> ended = new CompletableFuture<>();

  private Optional<ProcessGroup> group = Optional.empty();
  private Optional<StopCause> cause = Optional.empty();
  private Optional<NotExecuted> refusal = Optional.empty();
  private String failure = "the companion process died";
  private boolean killed;
  private boolean done;

  SupervisorLoop(Perl perl, Companion companion, Orders orders, SupervisorConfig config) {
    this.perl = perl;
    this.companion = companion;
    this.orders = orders;
    this.marginNanos = config.margin().toNanos();
    this.nanoClock = config.nanoClock();
  }

  @Override
  public void run() {
    try (companion) {
      while (!done) {
        companion.channel().await(PATIENCE);
        turn();
      }
    } catch (IOException | RuntimeException e) {
      failure = "supervision failed: " + e;
    } finally {
      if (!done) {
        takeOver();
      }
    }
  }

  /** Ends it before it began; instead of {@link #run}. */
  void refuse(StopCause why) throws IOException {
    companion.close();
    end(new NotStarted(why));
  }

  /** Reads before it judges: this process may have been paused until now. */
  private void turn() throws IOException {
    CompanionChannel channel = companion.channel();
    channel.read().forEach(this::follow);
    if (done) {
      return;
    }
    if (channel.isEnded()) {
      takeOver();
    } else if (isOverdue()) {
      failure = "the companion process did not act at the deadline";
      takeOver();
    } else if (channel.isIdle()) {
      channel.send(orders.take());
    }
  }

  private boolean isOverdue() {
    long lateNanos = nanoClock.getAsLong() - orders.deadlineNanos();
    return lateNanos > (killed ? END_BOUND.toNanos() : marginNanos / 2);
  }

  private void follow(String line) {
    List<String> words = Arrays.asList(line.split(" ", -1));
    switch (words.get(0)) {
      case "late" -> end(new NotStarted(StopCause.DEADLINE));
      case "forked" -> {
        group =
            Optional.of(
                new ProcessGroup(Long.parseLong(words.get(1)), Long.parseLong(words.get(2))));
        forked.complete(group);
      }
      case "executing" -> {}
      case "refused" -> refusal = Optional.of(refusal(words));
      case "stopping" -> {
        cause = Optional.of(StopCause.of(words.get(1)));
        stopping.completeAsync(cause::orElseThrow);
      }
      case "killing" -> killed = true;
      case "ended" -> end(commandEnd(words));
      case "stuck" ->
          end(new Stuck(words.subList(1, words.size()).stream().map(Long::valueOf).toList()));
      case "broken" -> failure = "the companion process failed: " + line;
      default -> throw new IllegalStateException("the companion process said: " + line);
    }
  }

  private static NotExecuted refusal(List<String> words) {
    int code =
        words.get(1).equals("" + NO_ENTRY) ? CommandEnd.NOT_FOUND : CommandEnd.CANNOT_EXECUTE;
    return new NotExecuted(code, String.join(" ", words.subList(2, words.size())));
  }

  private CommandEnd commandEnd(List<String> words) {
    int number = Integer.parseInt(words.get(2));
    Stopping how = new Stopping(cause, killed, words.get(3).equals("empty"));
    if (refusal.isPresent()) {
      return refusal.get();
    }
    return words.get(1).equals("exit") ? new Exited(number, how) : new Signalled(number, how);
  }

  /** From here on the companion starts nothing more; what it had reported before still counts. */
  private void takeOver() {
    try {
      companion.process().destroyForcibly().waitFor(1, TimeUnit.SECONDS);
      companion.channel().read().forEach(this::follow);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      failure += ", and its reports broke off: " + e;
    }
    if (!done) {
      boolean empty = group.map(known -> known.kill(perl)).orElse(true);
      end(new Unsupervised(failure, empty));
    }
  }

  private void end(CommandEnd result) {
    done = true;
    forked.complete(group);
    // Elsewhere: what hangs on this future is none of this thread's business.
    ended.completeAsync(() -> result);
  }
}
