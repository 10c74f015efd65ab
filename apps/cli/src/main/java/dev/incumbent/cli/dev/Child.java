package dev.incumbent.cli.dev;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A child process: its lines are handed on, it takes signals, and it ends with this process.
 *
 * <p>Threads: safe; the lines are handed on by a thread of its own, in order.
 */
public final class Child {
  /** A process that has ended is gone for all others a moment before this JVM takes note of it. */
  private static final Duration NOTICE = Duration.ofSeconds(2);

  private final String name;
  private final Process process;
  private final PrintStream input;
  private final CompletableFuture<Void> silent = new CompletableFuture<>();
  private volatile boolean endExpected;

  private Child(String name, Process process) {
    this.name = name;
    this.process = process;
    this.input = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
  }

  /**
   * Starts it.
   *
   * @param errors the file that its stderr is appended to
   * @param lines is handed each line of its stdout
   */
  static Child start(
      String name, List<String> command, Path errors, Watchdog watchdog, Consumer<String> lines) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
              .start();
      watchdog.watch(process.pid());
      var unused = process.onExit().thenRun(() -> watchdog.forget(process.pid()));
      Child child = new Child(name, process);
      Thread reader = new Thread(() -> child.read(lines), "incumbent-child-" + name);
      reader.setDaemon(true);
      reader.start();
      return child;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + command.get(0), e);
    }
  }

  public String name() {
    return name;
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Writes a line to its stdin; nothing happens if it is gone. */
  public void say(String line) {
    input.println(line);
  }

  /** Sends a signal by name: {@code KILL}, {@code STOP}, {@code CONT}, {@code TERM}. */
  public void signal(String signal) {
    if (signal.equals("KILL") || signal.equals("TERM")) {
      expectEnd();
    }
    try {
      Process kill =
          new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + process.pid()).start();
      if (kill.waitFor() != 0 && !awaitEnd(NOTICE)) {
        throw new IllegalStateException("cannot send SIG" + signal + " to " + name);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start /bin/sh, which sends signals", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Kills it at once, without the shell that a signal takes; a time at which it still lived. */
  public long crash() {
    expectEnd();
    long before = System.nanoTime();
    var unused = process.destroyForcibly();
    return before;
  }

  /** Waits until it has ended, at most so long; whether it has. */
  public boolean awaitEnd(Duration atMost) throws InterruptedException {
    return process.waitFor(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** From now on its end is no surprise. */
  public void expectEnd() {
    endExpected = true;
  }

  /** Whether this process has asked for its end, or said that it expects it. */
  public boolean isEndExpected() {
    return endExpected;
  }

  /** Completes when it will say nothing more: its stdout is at its end. */
  public CompletableFuture<Void> onSilence() {
    return silent.copy();
  }

  /** Completes when it has ended. */
  public CompletableFuture<Void> onEnd() {
    return process.onExit().thenApply(ended -> null);
  }

  /** The exit code of a process that has ended. */
  public int exitCode() {
    return process.exitValue();
  }

  private void read(Consumer<String> lines) {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.accept(line);
      }
    } catch (IOException e) {
      // The pipe broke with the process: there are no more lines.
    } finally {
      silent.complete(null);
    }
  }
}
