package dev.incumbent.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A process of the command line's own, and what it said. */
record RunProcess(Process process, Path said) implements AutoCloseable {
  private static final long BOUND_SECONDS = 60;

  /** Starts it; {@code said} is made anew. */
  static RunProcess start(Path said, String... arguments) throws IOException {
    List<String> line = new ArrayList<>(commandLine());
    line.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.redirectErrorStream(true).redirectOutput(said.toFile());
    return new RunProcess(builder.start(), said);
  }

  /** The words that start the command line in a JVM of its own. */
  static List<String> commandLine() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-cp",
        System.getProperty("java.class.path"),
        Main.class.getName());
  }

  int exitCode() throws InterruptedException, IOException {
    assertThat(process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS)).as(text()).isTrue();
    return process.exitValue();
  }

  String text() throws IOException {
    return Files.readString(said);
  }

  void awaitSaid(String words) {
    awaitIn(said, words);
  }

  /** Waits until the file is there and holds those words. */
  static void awaitIn(Path file, String words) {
    await(words + " in " + file, () -> read(file).contains(words));
  }

  private static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(String what, BooleanSupplier condition) {
    long startNanos = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - startNanos)
          .as(what)
          .isLessThan(TimeUnit.SECONDS.toNanos(BOUND_SECONDS));
      LockSupport.parkNanos(5_000_000);
    }
  }

  /** The process that ends the command when the leadership is over. */
  ProcessHandle companion() {
    return process
        .children()
        .filter(child -> child.info().command().orElse("").contains("perl"))
        .findFirst()
        .orElseThrow();
  }

  void signal(String name) throws IOException, InterruptedException {
    String send = "exit !kill '" + name + "', " + process.pid();
    assertThat(new ProcessBuilder("perl", "-e", send).start().waitFor()).isZero();
  }

  @Override
  public void close() {
    // Its companion ends the command with it.
    process.destroyForcibly();
  }
}
