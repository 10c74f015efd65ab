package dev.incumbent.fence.actions;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Reads what a command prints, so that it never waits for that, and keeps the last line. */
final class LastLine {
  private static final int MAX_CHARS = 1_000;

  private final Thread thread;
  private volatile String last = "";

  private LastLine(InputStream output, String name) {
    thread = new Thread(() -> read(output), "incumbent-output-" + name);
    thread.setDaemon(true);
  }

  static LastLine of(InputStream output, String name) {
    LastLine lastLine = new LastLine(output, name);
    lastLine.thread.start();
    return lastLine;
  }

  /** As the end of a message; waits so long for it at most, because a child may hold it open. */
  String within(long millis) throws InterruptedException {
    thread.join(millis);
    return last.isEmpty() ? "" : ": " + last;
  }

  private void read(InputStream output) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
      StringBuilder line = new StringBuilder();
      for (int c = reader.read(); c >= 0; c = reader.read()) {
        if (c == '\n') {
          keep(line);
          line.setLength(0);
        } else if (line.length() < MAX_CHARS) {
          line.append((char) c);
        }
      }
      keep(line);
    } catch (IOException | UncheckedIOException e) {
      // The process was ended: what it printed before is known.
    }
  }

  private void keep(StringBuilder line) {
    String text = line.toString().strip();
    if (!text.isEmpty()) {
      last = text;
    }
  }
}
