package dev.incumbent.cli.supervisor;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

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
            Duration.ofMillis(300),
            System::nanoTime);
    long deadlineNanos = System.nanoTime() + Duration.ofMillis(Long.parseLong(args[0])).toNanos();
    ClockReading now = ClockReading.take(System::nanoTime);
    try (Supervisor supervisor = Supervisor.start(config, deadlineNanos, now)) {
      long commandPid = supervisor.commandPid().orElse(0);
      System.err.println(
          "started " + supervisor.companionPid() + " " + commandPid + " " + deadlineNanos);
      CommandEnd end = supervisor.ended().join();
      System.err.println("ended " + end);
      System.exit(end.exitCode());
    }
  }
}
