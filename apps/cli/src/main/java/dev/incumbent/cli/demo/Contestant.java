package dev.incumbent.cli.demo;

import dev.incumbent.cli.dev.Child;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A contender's process as the demo sees it: what it said on stdout, and its handle.
 *
 * <p>Threads: safe.
 */
final class Contestant {
  /**
   * A line that it said: {@code elected TOKEN NANOS}, {@code stop TOKEN NANOS CAUSE}, {@code
   * returned …}, {@code held TOKEN}, {@code late STORAGE WHAT}, {@code acknowledged NANOS}.
   */
  record Line(String word, List<String> rest) {
    long token() {
      return Long.parseLong(rest.get(0));
    }

    long nanos() {
      return Long.parseLong(rest.get(rest.size() > 1 ? 1 : 0));
    }

    String text() {
      return rest.stream().skip(1).collect(Collectors.joining(" "));
    }
  }

  private final String process;
  private final List<Line> lines = new ArrayList<>();
  private Optional<Child> child = Optional.empty();
  private boolean silent;

  Contestant(String process) {
    this.process = process;
  }

  /** The name of this incarnation. */
  String process() {
    return process;
  }

  void started(Child value) {
    synchronized (lines) {
      child = Optional.of(value);
    }
    var unused = value.onSilence().thenRun(this::saysNoMore);
  }

  Child child() {
    synchronized (lines) {
      return child.orElseThrow(() -> new IllegalStateException(process + " was not started"));
    }
  }

  void said(String line) {
    List<String> words = List.of(line.split(" "));
    synchronized (lines) {
      lines.add(new Line(words.get(0), words.subList(1, words.size())));
      lines.notifyAll();
    }
  }

  private void saysNoMore() {
    synchronized (lines) {
      silent = true;
      lines.notifyAll();
    }
  }

  /** The first line that matches, waiting for it at most so long, and while the process lives. */
  Optional<Line> await(Predicate<Line> wanted, Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    synchronized (lines) {
      while (true) {
        Optional<Line> found = lines.stream().filter(wanted).findFirst();
        long left = deadline - System.nanoTime();
        if (found.isPresent() || left <= 0 || silent) {
          return found;
        }
        lines.wait(left / 1_000_000 + 1);
      }
    }
  }

  /** The line of the newest election that it told of, if any matches. */
  Optional<Line> find(Predicate<Line> wanted) {
    synchronized (lines) {
      return lines.stream().filter(wanted).reduce((first, second) -> second);
    }
  }

  static Predicate<Line> word(String word) {
    return line -> line.word().equals(word);
  }

  static Predicate<Line> word(String word, long token) {
    return line -> line.word().equals(word) && line.token() == token;
  }
}
