package dev.incumbent.faults.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RegistryTest {
  private final Registry registry = Registry.open("test-" + ProcessHandle.current().pid());
  private final Process process = start();

  @AfterEach
  void end() {
    registry.close();
    process.destroyForcibly();
  }

  @Test
  void endsWhatWasWrittenDownAndDeletesTheFolder() throws InterruptedException {
    registry.process(process.pid());

    registry.close();

    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(registry.folder()).doesNotExist();
  }

  @Test
  void sparesAProcessThatOnlyHasTheIdOfOneThatWasWrittenDown() throws IOException {
    Files.writeString(
        registry.folder().resolve("resources"),
        "process " + process.pid() + " 1\n",
        StandardOpenOption.APPEND);

    registry.close();

    assertThat(process.isAlive()).isTrue();
    assertThat(registry.folder()).doesNotExist();
  }

  @Test
  void sparesARunWhoseOwnProcessLives() {
    assertThat(Registry.cleanAll()).doesNotContain(registry.folder().getFileName().toString());
    assertThat(registry.folder()).exists();
  }

  @Test
  void cleansARunWhoseOwnProcessIsGone() throws IOException {
    Files.writeString(registry.folder().resolve("owner"), ProcessHandle.current().pid() + " 1");

    assertThat(Registry.cleanAll()).contains(registry.folder().getFileName().toString());
    assertThat(registry.folder()).doesNotExist();
  }

  private static Process start() {
    try {
      return new ProcessBuilder("sleep", "60").start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
