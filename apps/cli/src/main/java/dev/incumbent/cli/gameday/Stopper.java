package dev.incumbent.cli.gameday;

import dev.incumbent.cli.CommandFailedException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Sends signals to processes, and sees to it that none stays stopped: a small shell holds the list
 * of those that are, and continues them if this process is gone, however it went.
 *
 * <p>Each process is looked at again, by id and start, just before it is signalled.
 *
 * <p>NOT guaranteed: anything if the shell is killed too. Threads: safe.
 */
final class Stopper implements AutoCloseable {
  /**
   * How often a candidate that goes on making processes is looked at before it counts as stopped.
   */
  private static final int MAX_ROUNDS = 20;

  private static final String SCRIPT =
      """
      trap '' INT TERM HUP
      pids=' '
      while read -r what pid; do
        case $what in
          stopped) pids="$pids$pid " ;;
          continued) case $pids in *" $pid "*) pids="${pids%% $pid *} ${pids#* $pid }" ;; esac ;;
        esac
      done
      for pid in $pids; do kill -CONT "$pid" 2>/dev/null; done
      exit 0
      """;

  private final Process shell;
  private final PrintStream orders;
  private final List<ProcessEntry> stopped = new ArrayList<>();

  Stopper() {
    try {
      shell =
          new ProcessBuilder("/bin/sh", "-c", SCRIPT)
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start /bin/sh, which continues what was stopped", e);
    }
    orders = new PrintStream(shell.getOutputStream(), true, StandardCharsets.US_ASCII);
  }

  /** Refuses if one of these may not be signalled by this user. */
  static void requireRights(List<ProcessEntry> entries) {
    if (!kill("0", entries)) {
      throw CommandFailedException.badInput(
          "this user may not signal processes " + ids(entries) + ": run it as theirs, or as root");
    }
  }

  /** Stops everything of a candidate, what it starts meanwhile included; returns what was. */
  synchronized List<ProcessEntry> stop(Candidate candidate) {
    List<ProcessEntry> now = new ArrayList<>();
    for (int round = 0; round < MAX_ROUNDS; round++) {
      List<ProcessEntry> fresh =
          candidate.parts().all().stream().filter(e -> e.state() != 'Z' && !isStopped(e)).toList();
      if (fresh.isEmpty()) {
        return now;
      }
      fresh.forEach(entry -> orders.println("stopped " + entry.pid()));
      stopped.addAll(fresh);
      now.addAll(fresh);
      kill("STOP", fresh);
    }
    throw new IllegalStateException("it makes processes faster than they can be stopped");
  }

  private boolean isStopped(ProcessEntry entry) {
    return stopped.stream()
        .anyMatch(e -> e.pid() == entry.pid() && e.startTicks() == entry.startTicks());
  }

  /** Continues these. */
  synchronized void resume(List<ProcessEntry> entries) {
    kill("CONT", entries);
    entries.forEach(entry -> orders.println("continued " + entry.pid()));
    stopped.removeIf(e -> entries.stream().anyMatch(other -> other.pid() == e.pid()));
  }

  /** Continues everything that is stopped still; how many processes that was. */
  synchronized int resumeAll() {
    List<ProcessEntry> all = List.copyOf(stopped);
    resume(all);
    return all.size();
  }

  /** Ends these by SIGKILL. */
  static void crash(List<ProcessEntry> entries) {
    kill("KILL", entries);
  }

  /** Whether all of them that are still there took the signal. */
  private static boolean kill(String signal, List<ProcessEntry> entries) {
    List<ProcessEntry> there = entries.stream().filter(ProcessEntry::isAlive).toList();
    if (there.isEmpty()) {
      return true;
    }
    try {
      Process kill =
          new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + ids(there))
              .redirectErrorStream(true)
              .redirectOutput(Redirect.DISCARD)
              .start();
      boolean taken = kill.waitFor() == 0;
      return taken || there.stream().noneMatch(ProcessEntry::isAlive);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start /bin/sh, which sends signals", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  static String ids(List<ProcessEntry> entries) {
    return entries.stream().map(e -> Long.toString(e.pid())).collect(Collectors.joining(" "));
  }

  /** Continues what is stopped still. Idempotent. */
  @Override
  public void close() {
    resumeAll();
    orders.close();
  }
}
