package dev.incumbent.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shell command is a health check by its exit code. */
final class HealthCommandTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  void passesWithExitCodeZero() throws Exception {
    new HealthCommand("test -d " + folder, LONG).check();
  }

  @Test
  void failsWithAnotherExitCode() {
    assertThatThrownBy(() -> new HealthCommand("cat; echo broken; exit 3", LONG).check())
        .isInstanceOf(IOException.class)
        .hasMessage("the health command exited with 3");
  }

  @Test
  void failsAndEndsTheCommandAndItsChildrenWhenItsTimeIsOver() throws Exception {
    Path pids = folder.resolve("pids");
    String command = "sleep 1000 & printf '%s\\n' $! $$ > " + pids + "; wait";

    assertThatThrownBy(() -> new HealthCommand(command, Duration.ofSeconds(1)).check())
        .hasMessage("the health command did not exit within 1000 ms");

    assertThat(Files.readAllLines(pids)).hasSize(2);
    for (String pid : Files.readAllLines(pids)) {
      awaitEnd(Path.of("/proc", pid, "stat"));
    }
  }

  private static void awaitEnd(Path stat) throws InterruptedException {
    long deadlineNanos = System.nanoTime() + LONG.toNanos();
    while (runs(stat)) {
      assertThat(System.nanoTime()).as("%s still runs", stat).isLessThan(deadlineNanos);
      Thread.sleep(10);
    }
  }

  /** Whether it is there and not a zombie, which the init of a container may never reap. */
  private static boolean runs(Path stat) {
    try {
      return !Files.readString(stat).matches("(?s).*\\) Z .*");
    } catch (IOException gone) {
      return false;
    }
  }
}
