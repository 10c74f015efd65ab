package dev.incumbent.simulation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * What happened, line by line: the last ones for people, all of them in a digest, by which two runs
 * are compared. The text of a line is made only for whom needs it: in a soak, nobody does.
 */
final class Trace {
  private static final int KEPT = 60;
  private static final long PRIME = 0x100000001b3L;

  private record Line(long atNanos, Object who, Supplier<String> text) {}

  private final Agenda agenda;
  private final boolean full;
  private final ArrayDeque<Line> lines = new ArrayDeque<>();
  private long digest = 0xcbf29ce484222325L;

  /**
   * @param full whether each line's whole text goes into the digest, and not its time and kind only
   */
  Trace(Agenda agenda, boolean full) {
    this.agenda = agenda;
    this.full = full;
  }

  /** One line; {@code text} must not depend on when it is made. */
  void line(Object who, int kind, Supplier<String> text) {
    add(agenda.now());
    add(kind);
    if (full) {
      for (byte one : (who + " " + text.get()).getBytes(StandardCharsets.UTF_8)) {
        add(one);
      }
    }
    lines.add(new Line(agenda.now(), who, text));
    if (!full && lines.size() > KEPT) {
      lines.remove();
    }
  }

  private void add(long bits) {
    digest = (digest ^ bits) * PRIME;
  }

  long digest() {
    return digest;
  }

  List<String> last() {
    return lines.stream()
        .map(
            line ->
                String.format(
                    Locale.ROOT, "%10.3f ms %s %s", line.atNanos / 1e6, line.who, line.text.get()))
        .toList();
  }
}
