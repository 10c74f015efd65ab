package dev.incumbent.faults.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs short commands and waits for them. */
public final class Shell {
  private Shell() {}

  /** What a command printed, on stderr too. */
  public record Answer(int code, String text) {
    public boolean ok() {
      return code == 0;
    }
  }

  /** Runs it; returns what it printed. */
  public static Answer ask(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String text =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return new Answer(process.waitFor(), text);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + command.get(0), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while running " + command, e);
    }
  }

  /** Runs it, and fails if it does. */
  public static String run(List<String> command) {
    Answer answer = ask(command);
    if (!answer.ok()) {
      throw new IllegalStateException(
          String.join(" ", command) + " failed with " + answer.code() + ": " + answer.text());
    }
    return answer.text();
  }

  public static String run(String... command) {
    return run(List.of(command));
  }
}
