package dev.incumbent.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * S-2 and S-7 of commands: no process of one shows a sign of life once the command of a later
 * leadership of its election has, and none beyond the lease of a candidate that was killed or stood
 * still.
 */
public final class CommandsEndInTime implements Rule {
  @Override
  public List<Violation> check(History history) {
    List<Violation> violations = new ArrayList<>();
    history.all(HistoryEvent.Ran.class).stream()
        .map(HistoryEvent.Ran::election)
        .distinct()
        .forEach(election -> violations.addAll(overlaps(history, election)));
    for (HistoryEvent.Ran ran : history.all(HistoryEvent.Ran.class)) {
      silences(history, ran)
          .filter(since -> ran.lastNanos() > since + ran.leaseNanos())
          .findFirst()
          .ifPresent(since -> violations.add(outlived(ran, since)));
    }
    return violations;
  }

  /** Judges each command beside the one of all before it that was seen last. */
  private static List<Violation> overlaps(History history, String election) {
    List<HistoryEvent.Ran> inOrder =
        history.all(HistoryEvent.Ran.class).stream()
            .filter(r -> r.exclusive() && r.election().equals(election))
            .sorted(Comparator.comparingLong(HistoryEvent.Ran::firstNanos))
            .toList();
    List<Violation> violations = new ArrayList<>();
    for (int i = 1; i < inOrder.size(); i++) {
      HistoryEvent.Ran next = inOrder.get(i);
      inOrder.subList(0, i).stream()
          .max(Comparator.comparingLong(HistoryEvent.Ran::lastNanos))
          .filter(before -> before.lastNanos() >= next.firstNanos())
          .ifPresent(before -> violations.add(overlap(before, next)));
    }
    return violations;
  }

  /**
   * For how many nanoseconds a command lived on after its candidate was killed or had stood still;
   * empty if neither happened to it while it lived.
   */
  public static Optional<Long> findLivedAlone(History history, HistoryEvent.Ran ran) {
    return silences(history, ran)
        .filter(since -> since <= ran.lastNanos())
        .findFirst()
        .map(since -> ran.lastNanos() - since);
  }

  /** When the command's candidate sent something for the last time, though it ran on. */
  private static Stream<Long> silences(History history, HistoryEvent.Ran ran) {
    Stream<Long> killed =
        history.all(HistoryEvent.Killed.class).stream()
            .filter(k -> k.process().equals(ran.process()))
            .map(HistoryEvent.Killed::atNanos);
    Stream<Long> stopped =
        history.all(HistoryEvent.Stopped.class).stream()
            .filter(s -> s.process().equals(ran.process()))
            .filter(s -> s.toNanos() - s.fromNanos() > ran.leaseNanos())
            .map(HistoryEvent.Stopped::fromNanos);
    return Stream.concat(killed, stopped).filter(since -> ran.firstNanos() <= since);
  }

  private static Violation overlap(HistoryEvent.Ran before, HistoryEvent.Ran next) {
    return new Violation(
        "S-2",
        told(before)
            + " still ran "
            + (before.lastNanos() - next.firstNanos()) / 1_000_000
            + " ms after "
            + told(next)
            + " had begun");
  }

  private static Violation outlived(HistoryEvent.Ran ran, long since) {
    return new Violation(
        "S-7",
        told(ran)
            + " still ran "
            + (ran.lastNanos() - since) / 1_000_000
            + " ms after its candidate had sent something for the last time");
  }

  private static String told(HistoryEvent.Ran ran) {
    return "the command of "
        + ran.process()
        + " with token "
        + ran.token()
        + " of "
        + ran.election();
  }
}
