package dev.incumbent.cli.demo;

import java.io.PrintStream;
import java.util.Locale;

/** Tells what happens as it happens, a line at a time, with the seconds since the demo began. */
final class Narrator {
  private final PrintStream out;
  private final long startNanos = System.nanoTime();

  Narrator(PrintStream out) {
    this.out = out;
  }

  void say(String line) {
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    out.println(String.format(Locale.ROOT, "%6.1f s  %s", seconds, line));
    out.flush();
  }
}
