package dev.incumbent.cli.dev;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;

/**
 * Ends child processes when this process is gone, however it went: a shell that holds the other end
 * of a pipe, and kills what it was told of when the pipe closes. Stopped children are ended too.
 *
 * <p>Threads: safe.
 */
final class Watchdog implements AutoCloseable {
  private static final String SCRIPT =
      """
      trap '' INT TERM HUP
      pids=' '
      while read -r what pid; do
        case $what in
          watch) pids="$pids$pid " ;;
          forget) case $pids in *" $pid "*) pids="${pids%% $pid *} ${pids#* $pid }" ;; esac ;;
        esac
      done
      for pid in $pids; do kill -KILL "$pid" 2>/dev/null; done
      exit 0
      """;

  private final Process shell;
  private final PrintStream orders;

  Watchdog() {
    try {
      shell =
          new ProcessBuilder("/bin/sh", "-c", SCRIPT)
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start /bin/sh, which ends child processes", e);
    }
    orders = new PrintStream(shell.getOutputStream(), true, StandardCharsets.US_ASCII);
  }

  /** From now on the process ends with this one. */
  void watch(long pid) {
    orders.println("watch " + pid);
  }

  /** The process has ended: its id may belong to another soon. */
  void forget(long pid) {
    orders.println("forget " + pid);
  }

  /** Ends everything that is still watched. */
  @Override
  public void close() {
    orders.close();
    try {
      var unused = shell.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
