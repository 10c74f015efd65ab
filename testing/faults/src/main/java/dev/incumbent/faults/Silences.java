package dev.incumbent.faults;

import dev.incumbent.history.HistoryEvent;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds the times in which somebody told nothing who else tells something all the time.
 *
 * <p>Threads: for use by one at a time.
 */
final class Silences {
  /** Everybody tells something each 200 ms; a suspicious silence is as long as this. */
  private static final long LONG_NANOS = 300_000_000L;

  private final Map<String, Long> last = new TreeMap<>();

  /** Somebody told something; returns the silence before it, if it was one. */
  Optional<HistoryEvent.Silent> heard(String who, long now) {
    Long before = last.put(who, now);
    return before == null || now - before < LONG_NANOS
        ? Optional.empty()
        : Optional.of(new HistoryEvent.Silent(who, before, now));
  }
}
