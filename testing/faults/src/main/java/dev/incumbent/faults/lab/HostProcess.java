package dev.incumbent.faults.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A process on a host. Its lines are handed on by a thread of its own; a line that was cut off by
 * its end is not.
 *
 * <p>Threads: safe.
 */
public final class HostProcess {
  private final Process process;
  private final PrintStream input;

  private HostProcess(Process process) {
    this.process = process;
    this.input = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
  }

  /**
   * Starts it.
   *
   * @param errors the file that its stderr is appended to
   * @param lines is handed each line of its stdout, and the process
   */
  public static HostProcess start(
      Host host,
      List<String> command,
      Map<String, String> environment,
      Path errors,
      Consumer<String> lines) {
    ProcessBuilder builder =
        new ProcessBuilder(host.inside(command))
            .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()));
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      host.registry().process(process.pid());
      HostProcess started = new HostProcess(process);
      Thread reader = new Thread(() -> started.read(lines), "incumbent-faults-" + host.name());
      reader.setDaemon(true);
      reader.start();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + command.get(0) + " on " + host, e);
    }
  }

  private void read(Consumer<String> lines) {
    try (InputStream in = process.getInputStream()) {
      StringBuilder line = new StringBuilder();
      byte[] buffer = new byte[8192];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        line.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
        int end = line.indexOf("\n");
        while (end >= 0) {
          lines.accept(line.substring(0, end));
          line.delete(0, end + 1);
          end = line.indexOf("\n");
        }
      }
    } catch (IOException e) {
      // The pipe broke with the process: there are no more lines.
    }
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Completes when it has ended. */
  public CompletableFuture<Integer> onEnd() {
    return process.onExit().thenApply(Process::exitValue);
  }

  /** Writes a line to its stdin; nothing happens if it is gone. */
  public void say(String line) {
    input.println(line);
  }

  /** Ends its stdin. */
  public void endInput() {
    input.close();
  }

  /** Sends a signal by name. */
  public void signal(String signal) {
    var unused = Shell.ask(List.of("sh", "-c", "kill -" + signal + " " + process.pid()));
  }

  /** Ends it at once, and waits for that; the exit code. */
  public int crash() throws InterruptedException {
    signal("KILL");
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      throw new IllegalStateException("process " + pid() + " does not end");
    }
    return process.exitValue();
  }

  /** Waits until it has ended, at most so long; whether it has. */
  public boolean awaitEnd(Duration atMost) throws InterruptedException {
    return process.waitFor(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** What its CPU clock shows, in the kernel's ticks. */
  public long cpuTicks() {
    return ProcessFile.cpuTicks(pid());
  }

  /** For how long its threads have had to wait for a CPU, all together. */
  public long waitedNanos() {
    return ProcessFile.waitedNanos(pid());
  }

  /** The CPUs that it may run on, as {@code taskset} lists them. */
  public String cpus() {
    String told = Shell.run("taskset", "-c", "-p", Long.toString(pid()));
    return told.substring(told.lastIndexOf(' ') + 1);
  }

  /** Lets all its threads, and those to come, run on these CPUs only; nothing if it is gone. */
  public void runOn(String cpus) {
    var unused = Shell.ask(List.of("taskset", "-a", "-c", "-p", cpus, Long.toString(pid())));
  }

  /** Whether the kernel calls it stopped. */
  public boolean isStopped() {
    return ProcessFile.state(pid()).equals("T");
  }
}
