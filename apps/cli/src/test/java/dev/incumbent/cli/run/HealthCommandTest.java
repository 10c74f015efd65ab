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
      ProcessHandle.of(Long.parseLong(pid)).ifPresent(p -> p.onExit().join());
    }
  }
}
