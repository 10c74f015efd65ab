package dev.incumbent.cli.gameday;

import dev.incumbent.cli.ExitCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * All that a game day found out.
 *
 * @param startedAt on this machine's wall clock, for people
 * @param frame from the first mark to the last, on {@code System.nanoTime}
 * @param leaseEnds where each leadership's lease would have ended, by token
 */
record Report(
    String run,
    Instant startedAt,
    GamedayConfig config,
    List<Check> checks,
    List<String> plan,
    Timeline.Span frame,
    List<Mark> marks,
    List<Timeline.Span> leaderless,
    SortedMap<Long, Long> leaseEnds,
    List<Ruling> rulings,
    Map<String, Long> figures,
    List<Slos.Outcome> slos,
    String proof,
    Optional<Abort.Reason> aborted) {

  /** What it came to. */
  enum Verdict {
    CLEAN,
    VIOLATED,
    /** It was aborted, or what was seen did not decide every rule. */
    INCOMPLETE
  }

  Verdict verdict() {
    if (!violations().isEmpty()) {
      return Verdict.VIOLATED;
    }
    boolean undecided = rulings.stream().anyMatch(r -> r.state() == Ruling.State.NOT_JUDGED);
    return undecided || aborted.isPresent() ? Verdict.INCOMPLETE : Verdict.CLEAN;
  }

  /** The ids of the rules that were violated. */
  List<String> violations() {
    return rulings.stream()
        .filter(r -> r.state() == Ruling.State.VIOLATED)
        .map(Ruling::rule)
        .distinct()
        .toList();
  }

  boolean sloBroken() {
    return slos.stream().anyMatch(Slos.Outcome::broken);
  }

  int exitCode() {
    if (verdict() == Verdict.VIOLATED || sloBroken()) {
      return ExitCode.NO;
    }
    return aborted
        .map(Abort.Reason::exitCode)
        .orElse(verdict() == Verdict.CLEAN ? ExitCode.DONE : ExitCode.NO);
  }

  long millisAt(long nanos) {
    return (nanos - frame.fromNanos()) / 1_000_000;
  }

  /** The longest of these. */
  static Duration longest(List<Timeline.Span> spans) {
    return Duration.ofNanos(spans.stream().mapToLong(Timeline.Span::nanos).max().orElse(0));
  }

  /** From each grant to its promotion, or its end, or the end of the game day. */
  static List<Timeline.Span> promotions(List<Mark> marks, long endNanos) {
    List<Timeline.Span> spans = new ArrayList<>();
    for (Mark grant : marks) {
      if (grant.kind() == Mark.Kind.GRANTED) {
        long until =
            marks.stream()
                .filter(m -> m.token() == grant.token())
                .filter(m -> m.kind() == Mark.Kind.PROMOTED || m.kind() == Mark.Kind.ENDED)
                .mapToLong(Mark::atNanos)
                .findFirst()
                .orElse(endNanos);
        spans.add(new Timeline.Span(grant.atNanos(), until));
      }
    }
    return spans;
  }
}
