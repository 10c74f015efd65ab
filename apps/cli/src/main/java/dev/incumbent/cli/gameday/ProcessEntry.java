package dev.incumbent.cli.gameday;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A process as Linux lists it.
 *
 * @param group its process group
 * @param startTicks when it started, in clock ticks since the machine did: with the id it names one
 *     process and never a later one
 * @param state {@code R}, {@code S}, {@code T} for stopped, {@code Z} for ended …
 */
record ProcessEntry(long pid, long parent, long group, long startTicks, char state) {
  private static final Path PROC = Path.of("/proc");

  /** Whether processes can be looked at on this machine. */
  static boolean isSupported() {
    return Files.isReadable(PROC.resolve("self/stat"));
  }

  /** The process of that id, if there is one. */
  static Optional<ProcessEntry> find(long pid) {
    try {
      return parse(Files.readString(PROC.resolve(Long.toString(pid)).resolve("stat")));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Every process that is there, in order of id. */
  static List<ProcessEntry> all() {
    LongStream pids = ProcessHandle.allProcesses().mapToLong(ProcessHandle::pid).sorted();
    return pids.boxed().flatMap(pid -> find(pid).stream()).toList();
  }

  /** The text after the command's name, which may itself have spaces and parentheses. */
  static Optional<ProcessEntry> parse(String stat) {
    int name = stat.lastIndexOf(')');
    String[] words = stat.substring(name + 1).trim().split(" ", -1);
    if (name < 0 || words.length < 20) {
      return Optional.empty();
    }
    long pid = Long.parseLong(stat.substring(0, stat.indexOf(' ')));
    return Optional.of(
        new ProcessEntry(
            pid,
            Long.parseLong(words[1]),
            Long.parseLong(words[2]),
            Long.parseLong(words[19]),
            words[0].charAt(0)));
  }

  /** Whether this very process is still there and has not ended. */
  boolean isAlive() {
    return now().filter(entry -> entry.state != 'Z').isPresent();
  }

  /** This very process as it is now. */
  Optional<ProcessEntry> now() {
    return find(pid).filter(entry -> entry.startTicks == startTicks);
  }

  /** Its command line, for people; empty if it may not be read. */
  String commandLine() {
    try {
      String raw = Files.readString(PROC.resolve(Long.toString(pid)).resolve("cmdline"));
      return raw.replace('\0', ' ').trim();
    } catch (IOException e) {
      return "";
    }
  }

  /** The files that it has open, as links tell them; empty if they may not be read. */
  List<String> openFiles() {
    try (Stream<Path> files = Files.list(PROC.resolve(Long.toString(pid)).resolve("fd"))) {
      return files.flatMap(file -> link(file).stream()).toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static Optional<String> link(Path file) {
    try {
      return Optional.of(Files.readSymbolicLink(file).toString());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
