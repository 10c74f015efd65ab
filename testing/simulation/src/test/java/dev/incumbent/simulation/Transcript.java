package dev.incumbent.simulation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * One line an event: when (in milliseconds of virtual time), who, under which token, what.
 *
 * <p>What goes on all the time is written out while there is little of it between two other events,
 * and counted otherwise.
 */
final class Transcript {
  /** What goes on all the time. */
  enum Routine {
    RENEWS("renews"),
    ACKNOWLEDGED("is acknowledged"),
    WRITES("writes"),
    TAKES("takes");

    private final String text;

    Routine(String text) {
      this.text = text;
    }
  }

  private static final int WRITTEN_OUT = 4;

  private record Held(String actor, Routine routine, String line) {}

  private final LongSupplier nowNanos;
  private final List<String> lines = new ArrayList<>();
  private final List<Held> held = new ArrayList<>();

  Transcript(LongSupplier nowNanos) {
    this.nowNanos = nowNanos;
  }

  void line(Object actor, Object token, String text) {
    flush();
    lines.add(text(actor, token, text));
  }

  void routine(Object actor, Object token, Routine routine, String more) {
    held.add(new Held(actor.toString(), routine, text(actor, token, routine.text + more)));
  }

  private String text(Object actor, Object token, String text) {
    double millis = nowNanos.getAsLong() / 1e6;
    return String.format(Locale.ROOT, "%10.1f  %-7s  %5s  %s", millis, actor, token, text);
  }

  private void flush() {
    if (held.size() <= WRITTEN_OUT) {
      held.forEach(one -> lines.add(one.line));
    } else {
      lines.add("       ...  " + counted());
    }
    held.clear();
  }

  private String counted() {
    Map<String, EnumMap<Routine, Integer>> counts = new TreeMap<>();
    for (Held one : held) {
      counts
          .computeIfAbsent(one.actor, actor -> new EnumMap<>(Routine.class))
          .merge(one.routine, 1, Integer::sum);
    }
    StringJoiner all = new StringJoiner("; ");
    counts.forEach(
        (actor, of) -> {
          StringJoiner text = new StringJoiner(", ", actor + " ", "");
          of.forEach((routine, number) -> text.add(routine.text + " (" + number + ")"));
          all.add(text.toString());
        });
    return all.toString();
  }

  List<String> end() {
    flush();
    return List.copyOf(lines);
  }
}
