package dev.incumbent.cluster.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.error.RejectedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One node holds a folder: of this process, and of all. */
class FolderLockTest {
  @TempDir Path temporary;

  private Path path() {
    return temporary.resolve("node");
  }

  private DataFolder open() throws IOException {
    return DataFolder.open(path(), System::nanoTime);
  }

  @Test
  void isHeldOnceInAProcess() throws Exception {
    try (DataFolder folder = open()) {
      assertThat(folder.path()).isEqualTo(path());
      assertThatThrownBy(this::open)
          .isInstanceOf(RejectedException.class)
          .hasMessageContaining("in use")
          .hasMessageContaining(path().toString());
      assertThat(firstLineOfAnotherProcess())
          .as("a refused opening must not end the process's lock")
          .contains("in use by process " + ProcessHandle.current().pid());
    }
    assertThat(firstLineOfAnotherProcess()).startsWith(FolderHolder.HOLDS);
  }

  private String firstLineOfAnotherProcess() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                FolderHolder.class.getName(),
                path().toString())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = out.readLine();
      process.getOutputStream().close();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      return String.valueOf(line);
    } finally {
      process.destroyForcibly();
    }
  }
}
