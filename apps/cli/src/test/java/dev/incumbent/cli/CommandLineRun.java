package dev.incumbent.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** One run of the command line in this JVM: its exit code and what it printed. */
public record CommandLineRun(int exitCode, String out, String err) {
  /** Runs it with an empty environment and an empty stdin. */
  public static CommandLineRun of(String... arguments) {
    return with(Map.of(), "", arguments);
  }

  /** Runs it. */
  public static CommandLineRun with(
      Map<String, String> environment, String stdin, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode =
        Main.execute(
            new Surroundings(
                new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                environment),
            arguments);
    return new CommandLineRun(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
