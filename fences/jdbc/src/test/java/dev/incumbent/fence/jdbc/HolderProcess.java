package dev.incumbent.fence.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@link Holder5} running in another JVM, which can be stopped and continued. */
final class HolderProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader says;

  private HolderProcess(Process process) {
    this.process = process;
    this.says = process.inputReader(StandardCharsets.UTF_8);
  }

  static HolderProcess start(Scene scene) throws IOException {
    Database.Address address = scene.database().address();
    String ownPath = System.getProperty("java.class.path");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", ownPath),
                Holder5.class.getName(),
                address.url(),
                address.user(),
                address.password(),
                scene.scope())
            .redirectError(Redirect.INHERIT)
            .start();
    return new HolderProcess(process);
  }

  String says() throws IOException {
    String line = says.readLine();
    assertThat(line).as("what the holder says").isNotNull();
    return line;
  }

  /** Stops it, and makes sure that it did. */
  void stop() throws Exception {
    signal("-STOP");
    Waiting.until("the holder is stopped", () -> state() == 'T');
  }

  /** Its state, as the kernel tells it: T is stopped. */
  char state() throws IOException {
    String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
    return stat.charAt(stat.lastIndexOf(')') + 2);
  }

  void goOn() throws Exception {
    BufferedWriter hears = process.outputWriter(StandardCharsets.UTF_8);
    hears.write("go on\n");
    hears.flush();
    signal("-CONT");
  }

  private void signal(String name) throws Exception {
    // The shell's own: not every machine has a program of that name.
    String[] command = {"/bin/sh", "-c", "kill " + name + " " + process.pid()};
    Process kill = new ProcessBuilder(command).start();
    assertThat(kill.waitFor()).isZero();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
