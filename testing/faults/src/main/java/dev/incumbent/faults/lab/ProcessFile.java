package dev.incumbent.faults.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the kernel tells of a process in {@code /proc/PID/stat}. */
final class ProcessFile {
  /** Places in {@link #stat}, which begins after the name: the state, the CPU time, the start. */
  static final int STATE = 0;

  static final int USER_TICKS = 11;
  static final int SYSTEM_TICKS = 12;
  static final int START = 19;

  private ProcessFile() {}

  static Optional<List<String>> stat(long pid) {
    try {
      String line = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return Optional.of(List.of(line.substring(line.lastIndexOf(')') + 2).strip().split(" ")));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The CPU time that a process has had, in the kernel's ticks; −1 if it is gone. */
  static long cpuTicks(long pid) {
    return stat(pid)
        .map(s -> Long.parseLong(s.get(USER_TICKS)) + Long.parseLong(s.get(SYSTEM_TICKS)))
        .orElse(-1L);
  }

  /** For how long a process's threads have had to wait for a CPU, all together; 0 if it is gone. */
  static long waitedNanos(long pid) {
    try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
      return threads.mapToLong(ProcessFile::waitedNanos).sum();
    } catch (IOException e) {
      return 0;
    }
  }

  private static long waitedNanos(Path thread) {
    try {
      return Long.parseLong(Files.readString(thread.resolve("schedstat")).strip().split(" ", 3)[1]);
    } catch (IOException e) {
      return 0;
    }
  }

  /** {@code T} for a stopped one; empty if it is gone. */
  static String state(long pid) {
    return stat(pid).map(s -> s.get(STATE)).orElse("");
  }
}
