package dev.incumbent.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * S-2: once a leadership that waits for leases has called itself valid, no older one of its
 * election calls itself valid again. Only what was asked after the newer one's answer is judged, so
 * that a slow answer convicts nobody.
 */
final class OneValidAtATime implements Rule {
  @Override
  public List<Violation> check(History history) {
    Map<String, NavigableMap<Long, HistoryEvent.Valid>> firsts = new TreeMap<>();
    List<HistoryEvent.Valid> all =
        history.all(HistoryEvent.Valid.class).stream()
            .filter(HistoryEvent.Valid::exclusive)
            .toList();
    for (HistoryEvent.Valid valid : all) {
      firsts
          .computeIfAbsent(valid.election(), e -> new TreeMap<>())
          .merge(valid.token(), valid, (a, b) -> a.returnNanos() <= b.returnNanos() ? a : b);
    }
    List<Violation> violations = new ArrayList<>();
    for (HistoryEvent.Valid old : all) {
      for (HistoryEvent.Valid next : newer(firsts, old).values()) {
        if (next.returnNanos() < old.callNanos()) {
          violations.add(violation(old, next));
        }
      }
    }
    return violations;
  }

  private static Map<Long, HistoryEvent.Valid> newer(
      Map<String, NavigableMap<Long, HistoryEvent.Valid>> firsts, HistoryEvent.Valid old) {
    return firsts.getOrDefault(old.election(), new TreeMap<>()).tailMap(old.token(), false);
  }

  private static Violation violation(HistoryEvent.Valid old, HistoryEvent.Valid next) {
    return new Violation(
        "S-2",
        old.process()
            + " called token "
            + old.token()
            + " of "
            + old.election()
            + " valid "
            + (old.callNanos() - next.returnNanos()) / 1_000_000
            + " ms after "
            + next.process()
            + " had called token "
            + next.token()
            + " valid");
  }
}
