package dev.incumbent.cli.supervisor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One supervised run of a command: it runs only before a deadline that can be moved forward.
 *
 * <p>Guarantees (S-5, S-7): the command's process group gets SIGTERM one grace before the deadline
 * and SIGKILL shortly before it, although this process may be stopped, dead or stuck by then, and
 * the same when the wall clock gains more than the margin on the monotonic one between two
 * renewals. If this process dies, SIGTERM is sent at once, and SIGKILL a grace later or before the
 * deadline, whichever comes first. {@link #ended} completes after the whole group is gone, or says
 * that it is not. Once the group was told to stop, nothing takes that back.
 *
 * <p>NOT guaranteed: anything about a process that has left the group; the deadline, if companion
 * and this process are both stopped or dead; the end of a member that SIGKILL does not end at once
 * (another user's, or in an uninterruptible wait).
 *
 * <p>Threads: safe. {@link #start} and {@link #close} block, for a bounded time; nothing else does.
 * Dependents of the futures run on the common pool.
 *
 * <p>Time: deadlines are readings of the config's monotonic clock, in nanoseconds.
 */
public final class Supervisor implements AutoCloseable {
  private static final Duration FORK_BOUND = Duration.ofSeconds(10);

  private final SupervisorLoop loop;
  private final Companion companion;
  private final Orders orders;
  private final SupervisorConfig config;
  private final OptionalLong commandPid;

  private Supervisor(
      SupervisorLoop loop,
      Companion companion,
      Orders orders,
      SupervisorConfig config,
      OptionalLong commandPid) {
    this.loop = loop;
    this.companion = companion;
    this.orders = orders;
    this.config = config;
    this.commandPid = commandPid;
  }

  /**
   * Returns if commands can be supervised on this machine; it takes some 20 ms.
   *
   * @throws SupervisorUnavailableException if not, with the reason
   */
  public static void requireAvailable() throws SupervisorUnavailableException {
    Perl.find().requireUsable();
  }

  /**
   * Starts the command, and returns when it has its process id or will never have one.
   *
   * @param deadlineNanos when the leadership ends, as of now
   * @param since a reading taken not later than the renewal behind that deadline was sent; if the
   *     wall clock gained more than the margin since then, the command is not started
   * @throws IOException if there is no companion; no line of the command ran
   */
  public static Supervisor start(SupervisorConfig config, long deadlineNanos, ClockReading since)
      throws IOException {
    return start(Perl.find(), config, deadlineNanos, since);
  }

  static Supervisor start(
      Perl perl, SupervisorConfig config, long deadlineNanos, ClockReading since)
      throws IOException {
    Companion companion = Companion.launch(perl, config.nanoClock());
    try {
      return begin(perl, companion, config, deadlineNanos, since);
    } catch (IOException | RuntimeException e) {
      // If the command was started after all, the loop notices this and kills it.
      companion.process().destroyForcibly();
      throw e;
    }
  }

  private static Supervisor begin(
      Perl perl,
      Companion companion,
      SupervisorConfig config,
      long deadlineNanos,
      ClockReading since)
      throws IOException {
    Orders orders = new Orders(companion.clock(), config.grace(), deadlineNanos);
    SupervisorLoop loop = new SupervisorLoop(perl, companion, orders, config);
    // Asked after the companion began to watch the wall clock, so that no jump falls in between.
    if (since.wallGainNanos(config.nanoClock()) > config.wallMargin().toNanos()) {
      loop.refuse(StopCause.WALL_CLOCK);
    } else {
      companion.channel().send(startLines(config, orders));
      Thread thread = new Thread(loop, "incumbent-supervisor-" + companion.process().pid());
      thread.setDaemon(true);
      thread.start();
    }
    return new Supervisor(loop, companion, orders, config, awaitFork(loop));
  }

  /**
   * Moves the deadline forward; does nothing if it is frozen or would move by less than 1 ms. Cheap
   * enough to be called with each reading of the deadline.
   */
  public void extend(long deadlineNanos) {
    if (orders.extend(deadlineNanos)) {
      companion.channel().wakeUp();
    }
  }

  /** Lets the deadline stand as it is, for good. */
  public void freeze() {
    if (orders.freeze()) {
      companion.channel().wakeUp();
    }
  }

  /** Sends SIGTERM now and SIGKILL a grace later, or before the deadline if that is earlier. */
  public void stop() {
    if (orders.stop()) {
      companion.channel().wakeUp();
    }
  }

  /** Sends a signal to the command's process group. */
  public void forward(ForwardedSignal signal) {
    orders.forward(signal);
    companion.channel().wakeUp();
  }

  /** Completes when the group has been told to stop; never, if it ends without. */
  public CompletableFuture<StopCause> stopping() {
    return loop.stopping.copy();
  }

  /** Completes once, normally, when the command has ended. */
  public CompletableFuture<CommandEnd> ended() {
    return loop.ended.copy();
  }

  /** The companion's process id. */
  public long companionPid() {
    return companion.process().pid();
  }

  /** The command's process id, which is its group's id too; empty if it was not started. */
  public OptionalLong commandPid() {
    return commandPid;
  }

  /** Stops the command and waits until it has ended, at most until some time after the deadline. */
  @Override
  public void close() {
    stop();
    long leftNanos = orders.deadlineNanos() - config.nanoClock().getAsLong();
    long boundNanos = Math.max(0, leftNanos) + SupervisorLoop.END_BOUND.multipliedBy(2).toNanos();
    try {
      var unused = ended().get(boundNanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      // It still ends at its deadline; the companion sees to it.
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the end of the command was not reported", e);
    }
  }

  private static OptionalLong awaitFork(SupervisorLoop loop) throws IOException {
    try {
      Optional<ProcessGroup> group = loop.forked.get(FORK_BOUND.toMillis(), TimeUnit.MILLISECONDS);
      return group.map(known -> OptionalLong.of(known.id())).orElseGet(OptionalLong::empty);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the command started", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the companion process did not start the command", e);
    }
  }

  private static List<String> startLines(SupervisorConfig config, Orders orders) {
    HexFormat hex = HexFormat.of();
    List<String> lines = new ArrayList<>();
    for (byte[] argument : RawArguments.of(config.command())) {
      lines.add("arg " + hex.formatHex(argument));
    }
    for (Map.Entry<String, String> setting : Perl.ownSettings().entrySet()) {
      lines.add(
          "env " + hex.formatHex(RawArguments.encode(setting.getKey() + "=" + setting.getValue())));
    }
    config
        .environment()
        .forEach(
            (name, value) ->
                lines.add(
                    "env " + hex.formatHex((name + "=" + value).getBytes(StandardCharsets.UTF_8))));
    long wallMarginNanos = config.wallMargin().toNanos();
    lines.add("start " + orders.times() + " " + config.grace().toNanos() + " " + wallMarginNanos);
    return lines;
  }
}
