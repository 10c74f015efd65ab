package dev.incumbent.fence.actions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What the kernel says of processes. */
final class Processes {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Processes() {}

  /**
   * Whether it is there and not a zombie: the JDK calls one alive until it was reaped, and the init
   * of a container may never do that.
   */
  static boolean runs(ProcessHandle process) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
    } catch (IOException gone) {
      return false;
    }
  }

  /** Waits until it runs no more. */
  static void awaitEnd(ProcessHandle process) throws InterruptedException {
    long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
    while (runs(process)) {
      assertThat(System.nanoTime()).as("%s still runs", process).isLessThan(deadlineNanos);
      Thread.sleep(10);
    }
  }
}
