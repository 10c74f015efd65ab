package dev.incumbent.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A read that is presented as linearizable shows a storage's position no older than what any write
 * or such read had shown that returned before it was called.
 */
final class ReadsAreCurrent implements Rule {
  /** Something that showed a position, and when it returned. */
  private record Shown(long returnNanos, long position, String by) {}

  @Override
  public List<Violation> check(History history) {
    List<Violation> violations = new ArrayList<>();
    for (String storage : history.storages()) {
      List<HistoryEvent.Read> reads =
          history.all(HistoryEvent.Read.class).stream()
              .filter(r -> r.linearizable() && r.storage().equals(storage))
              .sorted(Comparator.comparingLong(HistoryEvent.Read::callNanos))
              .toList();
      violations.addAll(check(reads, shown(history, storage, reads)));
    }
    return violations;
  }

  private static List<Shown> shown(History history, String storage, List<HistoryEvent.Read> reads) {
    List<Shown> shown = new ArrayList<>();
    reads.forEach(r -> shown.add(new Shown(r.returnNanos(), r.position(), r.process())));
    history
        .writes(storage, w -> w.outcome() == HistoryEvent.Outcome.OK && w.position().isPresent())
        .forEach(
            w -> shown.add(new Shown(w.returnNanos(), w.position().orElseThrow(), w.process())));
    shown.sort(Comparator.comparingLong(Shown::returnNanos));
    return shown;
  }

  private static List<Violation> check(List<HistoryEvent.Read> byCall, List<Shown> byReturn) {
    List<Violation> violations = new ArrayList<>();
    Shown newest = new Shown(0, 0, "nobody");
    int next = 0;
    for (HistoryEvent.Read read : byCall) {
      while (next < byReturn.size() && byReturn.get(next).returnNanos() < read.callNanos()) {
        Shown shown = byReturn.get(next++);
        newest = shown.position() > newest.position() ? shown : newest;
      }
      if (read.position() < newest.position()) {
        violations.add(
            new Violation(
                "S-10",
                read.process()
                    + " read position "
                    + read.position()
                    + " as linearizable, after "
                    + newest.by()
                    + " had been shown "
                    + newest.position()));
      }
    }
    return violations;
  }
}
