package dev.incumbent.cli.bench;

import dev.incumbent.cli.dev.Contestant;
import dev.incumbent.history.HistoryEvent;
import java.util.List;

/**
 * Tells on stdout when this process has stood still: {@code silent FROM TO}, by the machine's
 * clock. A process that was stopped, or got no processor, cannot renew its lease meanwhile.
 */
final class OwnSilence {
  static final String WORD = "silent";

  private static final long PERIOD_MILLIS = 50;

  /** So late is suspicious: 100 ms later than it was due. */
  private static final long LONG_NANOS = 150_000_000L;

  private OwnSilence() {}

  /** Looks from now on, on a thread of its own. */
  static void tell() {
    Thread watch = new Thread(OwnSilence::watch, "bench-silence");
    watch.setDaemon(true);
    watch.start();
  }

  private static void watch() {
    try {
      long before = System.nanoTime();
      while (true) {
        Thread.sleep(PERIOD_MILLIS);
        long now = System.nanoTime();
        if (now - before >= LONG_NANOS) {
          System.out.println(WORD + " " + before + " " + now);
        }
        before = now;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether a line tells that it stood still at least between these two times. */
  static boolean covers(Contestant.Line line, long fromNanos, long toNanos) {
    if (!line.word().equals(WORD)) {
      return false;
    }
    HistoryEvent.Silent silent = read("", line.rest());
    return silent.fromNanos() <= fromNanos && silent.toNanos() >= toNanos;
  }

  /** What the words after {@code silent} tell of. */
  static HistoryEvent.Silent read(String process, List<String> words) {
    return new HistoryEvent.Silent(
        process, Long.parseLong(words.get(0)), Long.parseLong(words.get(1)));
  }
}
