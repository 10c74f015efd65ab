package dev.incumbent.cli.supervisor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A wrapper to be killed and stopped by tests: supervises one command, whose stdin, stdout and
 * stderr are its own. Says on stderr {@code started COMPANION COMMAND DEADLINE} and {@code ended
 * END}, and exits with the command's code.
 */
final class WrapperMain {
  private WrapperMain() {}

  /** Arguments: LEAD_MILLIS GRACE_MILLIS COMMAND…. */
  public static void main(String[] args) throws Exception {
    List<String> command = Arrays.asList(args).subList(2, args.length);
    SupervisorConfig config =
        new SupervisorConfig(
            command,
            Map.of("INCUMBENT_CANDIDATE", "Jürgen"),
            Duration.ofMillis(Long.parseLong(args[1])),
            Rig.MARGIN,
            System::nanoTime);
    long leadNanos = Duration.ofMillis(Long.parseLong(args[0])).toNanos();
    ClockReading now = ClockReading.take(System::nanoTime);
    try (Supervisor supervisor = Supervisor.start(config, System.nanoTime() + leadNanos, now)) {
      long commandPid = supervisor.commandPid().orElse(0);
      System.err.println("started " + supervisor.companionPid() + " " + commandPid);
      System.err.println("settled " + settle(supervisor, leadNanos));
      CommandEnd end = supervisor.ended().join();
      System.err.println("ended " + end);
      System.exit(end.exitCode());
    }
  }

  /** Moves the deadline on until the test says that it may stand. */
  private static long settle(Supervisor supervisor, long leadNanos) throws Exception {
    Path settled = Path.of(System.getProperty("settled"));
    while (true) {
      boolean last = Files.exists(settled) || supervisor.ended().isDone();
      long deadlineNanos = System.nanoTime() + leadNanos;
      supervisor.extend(deadlineNanos);
      if (last) {
        return deadlineNanos;
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }
}
