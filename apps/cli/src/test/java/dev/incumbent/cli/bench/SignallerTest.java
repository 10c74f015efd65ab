package dev.incumbent.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.cli.dev.Child;
import dev.incumbent.cli.dev.Children;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignallerTest {
  @TempDir Path folder;

  @Test
  void stopsAProcessAndLetsItGoOn() throws IOException, InterruptedException {
    try (Children children = new Children(folder);
        Signaller signaller = new Signaller()) {
      Child sleeping = children.start(List.of("sleep", "60"), "sleeping", line -> {});

      long stopped = signaller.send("STOP", sleeping);
      awaitState(sleeping, "T");
      long resumed = signaller.send("CONT", sleeping);
      awaitState(sleeping, "S");

      assertThat(resumed).isGreaterThan(stopped);
    }
  }

  @Test
  void saysThatAProcessIsGone() throws InterruptedException {
    try (Children children = new Children(folder);
        Signaller signaller = new Signaller()) {
      Child ended = children.start(List.of("true"), "ended", line -> {});
      assertThat(ended.awaitEnd(Duration.ofSeconds(10))).isTrue();

      assertThatThrownBy(() -> signaller.send("STOP", ended))
          .hasMessage("cannot send SIGSTOP to ended");
    }
  }

  /** As the kernel tells it, behind the program's name. */
  private static void awaitState(Child child, String wanted)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    String state = "";
    while (!state.equals(wanted) && System.nanoTime() < deadline) {
      String stat = Files.readString(Path.of("/proc", Long.toString(child.pid()), "stat"));
      state = stat.substring(stat.indexOf(')') + 2).split(" ", -1)[0];
      Thread.sleep(1);
    }
    assertThat(state).isEqualTo(wanted);
  }
}
