package dev.incumbent.cli.bench;

import dev.incumbent.cli.dev.Child;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Sends signals by a shell that runs already: nothing has to start between a reading of the clock
 * and the signal.
 *
 * <p>Threads: safe.
 */
final class Signaller implements AutoCloseable {
  private static final String SCRIPT =
      """
      while read -r signal pid; do
        kill -"$signal" "$pid" && echo sent || echo failed
      done
      """;

  private final PrintStream orders;
  private final BufferedReader answers;

  Signaller() {
    try {
      Process shell = new ProcessBuilder("/bin/sh", "-c", SCRIPT).start();
      orders = new PrintStream(shell.getOutputStream(), true, StandardCharsets.US_ASCII);
      answers =
          new BufferedReader(
              new InputStreamReader(shell.getInputStream(), StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start /bin/sh, which sends signals", e);
    }
  }

  /** Sends a signal by name, {@code STOP} or {@code CONT}; a time before it was sent. */
  synchronized long send(String signal, Child to) {
    long before = System.nanoTime();
    orders.println(signal + " " + to.pid());
    try {
      if (!"sent".equals(answers.readLine())) {
        throw new IllegalStateException("cannot send SIG" + signal + " to " + to.name());
      }
      return before;
    } catch (IOException e) {
      throw new UncheckedIOException("the shell that sends signals does not answer", e);
    }
  }

  /** Ends the shell. Idempotent. */
  @Override
  public void close() {
    orders.close();
  }
}
