package dev.incumbent.cli.gameday;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** Who led from when to when, as the marks tell it. */
final class Leaderships {
  private Leaderships() {}

  /**
   * A stretch of one candidate's.
   *
   * @param end how it ended, or what it is
   */
  record Held(
      String candidate, long token, Timeline.Span span, OptionalLong promotedNanos, String end) {}

  /** Each leadership, from its grant or from when it was first seen. */
  static List<Held> of(Report report) {
    List<Held> all = new ArrayList<>();
    for (Mark mark : report.marks()) {
      boolean begins = mark.kind() == Mark.Kind.GRANTED || mark.kind() == Mark.Kind.RESYNC;
      boolean known = all.stream().anyMatch(held -> held.token() == mark.token());
      if (begins && mark.token() != 0 && !known) {
        Predicate<Mark> ended = m -> m.kind() == Mark.Kind.ENDED && m.token() == mark.token();
        all.add(
            new Held(
                mark.candidate(),
                mark.token(),
                new Timeline.Span(mark.atNanos(), until(report, ended)),
                promoted(report, mark.token()),
                report.marks().stream()
                    .filter(ended)
                    .findFirst()
                    .map(Mark::text)
                    .orElse("goes on")));
      }
    }
    return all;
  }

  private static OptionalLong promoted(Report report, long token) {
    return report.marks().stream()
        .filter(m -> m.kind() == Mark.Kind.PROMOTED && m.token() == token)
        .mapToLong(Mark::atNanos)
        .findFirst();
  }

  /** The stretches from a fault of a candidate's to when it was undone. */
  static List<Held> pauses(Report report) {
    List<Held> all = new ArrayList<>();
    for (Mark mark : report.marks()) {
      if (mark.kind() == Mark.Kind.FAULT && mark.text().startsWith("SIGSTOP")) {
        Predicate<Mark> healed =
            m ->
                m.kind() == Mark.Kind.HEALED
                    && m.candidate().equals(mark.candidate())
                    && m.atNanos() > mark.atNanos();
        Timeline.Span span = new Timeline.Span(mark.atNanos(), until(report, healed));
        all.add(
            new Held(mark.candidate(), mark.token(), span, OptionalLong.empty(), "stands still"));
      }
    }
    return all;
  }

  private static long until(Report report, Predicate<Mark> end) {
    return report.marks().stream()
        .filter(end)
        .mapToLong(Mark::atNanos)
        .findFirst()
        .orElse(report.frame().toNanos());
  }
}
