package dev.incumbent.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * C-1: in a process that lived, every {@code elected} has exactly one {@code ended} with its token;
 * and the coordinator has one end for each grant.
 */
final class OneEndEach implements Rule {
  @Override
  public List<Violation> check(History history) {
    List<Violation> violations = new ArrayList<>();
    Map<String, Integer> told = new TreeMap<>();
    history
        .all(HistoryEvent.EndTold.class)
        .forEach(e -> told.merge(key(e.process(), e.election(), e.token()), 1, Integer::sum));
    Set<String> killed = new TreeSet<>();
    history.all(HistoryEvent.Killed.class).forEach(k -> killed.add(k.process()));
    Set<String> elected = new TreeSet<>();
    for (HistoryEvent.Elected e : history.all(HistoryEvent.Elected.class)) {
      String key = key(e.process(), e.election(), e.token());
      if (!elected.add(key)) {
        violations.add(new Violation("C-1", key + " was elected twice"));
      }
      int ends = told.getOrDefault(key, 0);
      if (ends > 1 || (ends == 0 && !killed.contains(e.process()))) {
        violations.add(
            new Violation("C-1", key + " was elected once and ended " + ends + " times"));
      }
    }
    violations.addAll(coordinatorsEnds(history));
    return violations;
  }

  private static List<Violation> coordinatorsEnds(History history) {
    List<Violation> violations = new ArrayList<>();
    Set<String> ended = new TreeSet<>();
    for (HistoryEvent.Ended e : history.all(HistoryEvent.Ended.class)) {
      if (!ended.add(e.election() + " token " + e.token() + " grant " + e.grant())) {
        violations.add(new Violation("C-1", "token " + e.token() + " has two ends"));
      }
    }
    return violations;
  }

  private static String key(String process, String election, long token) {
    return process + " in " + election + " with token " + token;
  }
}
