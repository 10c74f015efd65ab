package dev.incumbent.cli.faults;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.Consumer;

/** Prints what happens, with the seconds since the beginning. */
record Told(PrintStream out, long sinceNanos) implements Consumer<String> {
  Told(PrintStream out) {
    this(out, System.nanoTime());
  }

  @Override
  public void accept(String line) {
    double seconds = (System.nanoTime() - sinceNanos) / 1e9;
    out.println(String.format(Locale.ROOT, "%7.1f  %s", seconds, line));
    out.flush();
  }
}
