package dev.incumbent.history;

import dev.incumbent.history.HistoryEvent.Observed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * I13: an observer is told events in order and without a gap, or to resync. What it should have
 * been told is what any observer was told; two are never told different things of one position.
 */
final class ObserversMissNothing implements Rule {
  private record Position(long index, int ordinal) implements Comparable<Position> {
    private static final Comparator<Position> ORDER =
        Comparator.comparingLong(Position::index).thenComparingInt(Position::ordinal);

    static Position of(Observed told) {
      return new Position(told.index(), told.ordinal());
    }

    @Override
    public int compareTo(Position other) {
      return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
      return index + "." + ordinal;
    }
  }

  @Override
  public List<Violation> check(History history) {
    List<Violation> violations = new ArrayList<>();
    NavigableMap<Position, String> events = new TreeMap<>();
    Map<String, List<Observed>> byObserver = new TreeMap<>();
    for (Observed told : history.all(Observed.class)) {
      byObserver.computeIfAbsent(told.observer(), o -> new ArrayList<>()).add(told);
      if (!told.resync() && !agrees(told, events)) {
        violations.add(
            violation(
                told, "was told " + told.what() + " at " + Position.of(told) + ", not all were"));
      }
    }
    byObserver.values().forEach(told -> violations.addAll(check(told, events)));
    return violations;
  }

  private static boolean agrees(Observed told, NavigableMap<Position, String> events) {
    return events
        .merge(Position.of(told), told.what(), (first, again) -> first)
        .equals(told.what());
  }

  private static List<Violation> check(
      List<Observed> inOrder, NavigableMap<Position, String> events) {
    List<Violation> violations = new ArrayList<>();
    if (!inOrder.get(0).resync()) {
      violations.add(violation(inOrder.get(0), "was told an event before the first resync"));
    }
    Position last = Position.of(inOrder.get(0));
    for (Observed told : inOrder.subList(1, inOrder.size())) {
      Position at = Position.of(told);
      if (!told.resync() && at.compareTo(last) <= 0) {
        violations.add(violation(told, "was told " + at + " after " + last));
      } else if (!told.resync() && !events.subMap(last, false, at, false).isEmpty()) {
        String missed = events.subMap(last, false, at, false).toString();
        violations.add(violation(told, "was told " + at + " right after " + last + ": " + missed));
      }
      last = at;
    }
    return violations;
  }

  private static Violation violation(Observed told, String what) {
    return new Violation("I13", told.observer() + " " + what);
  }
}
