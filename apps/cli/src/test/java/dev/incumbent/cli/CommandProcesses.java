package dev.incumbent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.incumbent.cli.dev.Child;
import dev.incumbent.cli.dev.Children;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The command line as processes of its own, at one coordinator; all end with this. */
final class CommandProcesses implements AutoCloseable {
  private static final List<String> SMALL = List.of("-Xmx128m", "-XX:TieredStopAtLevel=1");
  static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Children children;
  private final String uri;
  private int started;

  CommandProcesses(Path folder, String uri) {
    this.children = new Children(folder);
    this.uri = uri;
  }

  /** A process that goes on, and what it prints. */
  record Running(Child child, BlockingQueue<String> lines) {
    String line() throws InterruptedException {
      return Optional.ofNullable(lines.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).orElseThrow();
    }
  }

  Running start(List<String> vmOptions, String... arguments) {
    String name = "command-" + ++started;
    List<String> options = Stream.concat(SMALL.stream(), vmOptions.stream()).toList();
    Stream<String> common = Stream.of(Main.class.getName(), "--coordinator", uri);
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    Child child =
        children.java(
            name, options, Stream.concat(common, Stream.of(arguments)).toList(), lines::add);
    return new Running(child, lines);
  }

  /** Runs it to its end. */
  CommandLineRun run(List<String> vmOptions, String... arguments) throws Exception {
    Running running = start(vmOptions, arguments);
    assertThat(running.child().awaitEnd(PATIENCE)).as(String.join(" ", arguments)).isTrue();
    running.child().onSilence().join();
    return new CommandLineRun(
        running.child().exitCode(), String.join("\n", running.lines()), said(running));
  }

  CommandLineRun run(String... arguments) throws Exception {
    return run(List.of(), arguments);
  }

  /** What it printed on stderr so far. */
  String said(Running running) throws IOException {
    return Files.readString(children.log(running.child().name()));
  }

  /**
   * Checks the exit code of a command that ran with {@code --json}, and the error object, which is
   * its last word: what happened before may be logged.
   */
  static void assertFailed(CommandLineRun run, int code, String word) {
    assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(code);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).doesNotContain("\tat ", "Caused by");
    String last = run.err().lines().reduce("", (before, line) -> line);
    JsonObject error = JsonParser.parseString(last).getAsJsonObject().getAsJsonObject("error");
    assertThat(error.get("code").getAsString()).as(run.err()).isEqualTo(word);
    assertThat(error.get("message").getAsString()).isNotEmpty().doesNotContain("Exception");
  }

  @Override
  public void close() {
    children.close();
  }
}
