package dev.incumbent.cli.dev;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A candidate's process as whoever started it sees it: what it said on stdout, and its handle.
 *
 * <p>Threads: safe.
 */
public final class Contestant {
  /**
   * A line that it said: {@code elected TOKEN NANOS}, {@code stop TOKEN NANOS CAUSE}, {@code
   * returned …}, {@code held TOKEN}, {@code late STORAGE WHAT}, {@code acknowledged NANOS}.
   */
  public record Line(String word, List<String> rest) {
    public long token() {
      return Long.parseLong(rest.get(0));
    }

    public long nanos() {
      return Long.parseLong(rest.get(rest.size() > 1 ? 1 : 0));
    }

    public String text() {
      return rest.stream().skip(1).collect(Collectors.joining(" "));
    }
  }

  private final String process;
  private final List<Line> lines = new ArrayList<>();
  private Optional<Child> child = Optional.empty();
  private boolean silent;

  public Contestant(String process) {
    this.process = process;
  }

  /** The name of this incarnation. */
  public String process() {
    return process;
  }

  public void started(Child value) {
    synchronized (lines) {
      child = Optional.of(value);
    }
    var unused = value.onSilence().thenRun(this::saysNoMore);
  }

  public Child child() {
    synchronized (lines) {
      return child.orElseThrow(() -> new IllegalStateException(process + " was not started"));
    }
  }

  public void said(String line) {
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
  public Optional<Line> await(Predicate<Line> wanted, Duration atMost) throws InterruptedException {
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

  /** Every line that it said so far, in order. */
  public List<Line> lines() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  /** The line of the newest election that it told of, if any matches. */
  public Optional<Line> find(Predicate<Line> wanted) {
    synchronized (lines) {
      return lines.stream().filter(wanted).reduce((first, second) -> second);
    }
  }

  public static Predicate<Line> word(String word) {
    return line -> line.word().equals(word);
  }

  public static Predicate<Line> word(String word, long token) {
    return line -> line.word().equals(word) && line.token() == token;
  }
}
