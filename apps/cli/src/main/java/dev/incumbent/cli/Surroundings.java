package dev.incumbent.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a command meets outside itself: its standard streams and its environment. */
public record Surroundings(
    InputStream in, PrintStream out, PrintStream err, Map<String, String> environment) {
  /** This process's own. */
  public static Surroundings ofProcess() {
    return new Surroundings(System.in, System.out, System.err, System.getenv());
  }

  PrintWriter outWriter() {
    return new PrintWriter(out, true, StandardCharsets.UTF_8);
  }

  PrintWriter errWriter() {
    return new PrintWriter(err, true, StandardCharsets.UTF_8);
  }
}
