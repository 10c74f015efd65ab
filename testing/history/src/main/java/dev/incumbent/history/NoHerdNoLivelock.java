package dev.incumbent.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * I12's other half. No herd: an end is followed by one grant, not by one to each who waits. No
 * livelock: an election is not granted again and again without anybody's work beginning, while
 * nothing is done to anybody. The latter is judged only in histories that say what was done: a
 * fence whose storage is gone brings the same about.
 */
final class NoHerdNoLivelock implements Rule {
  /** So many grants without work in a row are no accident. */
  private static final int FRUITLESS = 4;

  @Override
  public List<Violation> check(History history) {
    List<Violation> violations = new ArrayList<>(herds(history));
    if (!history.all(HistoryEvent.Disturbed.class).isEmpty()) {
      violations.addAll(livelocks(history));
    }
    return violations;
  }

  private static List<Violation> livelocks(History history) {
    List<Violation> violations = new ArrayList<>();
    Set<String> worked = new TreeSet<>();
    Set<String> judged = new TreeSet<>();
    for (HistoryEvent.Elected elected : history.all(HistoryEvent.Elected.class)) {
      worked.add(key(elected.election(), elected.token()));
      judged.add(elected.election());
    }
    Map<String, Integer> fruitless = new TreeMap<>();
    for (HistoryEvent.Ended ended : history.all(HistoryEvent.Ended.class)) {
      String election = ended.election();
      boolean counts =
          judged.contains(election)
              && !worked.contains(key(election, ended.token()))
              && !isDisturbed(history, ended.seenNanos());
      int inARow = counts ? fruitless.merge(election, 1, Integer::sum) : 0;
      fruitless.put(election, inARow);
      if (inARow == FRUITLESS) {
        violations.add(livelock(election));
      }
    }
    return violations;
  }

  private static Violation livelock(String election) {
    return new Violation(
        "I12", election + " was granted " + FRUITLESS + " times, and nobody's work began");
  }

  /** Grants that follow a grant, with no end between, in the log's order. */
  private static List<Violation> herds(History history) {
    Map<String, TreeMap<Long, Boolean>> logs = new TreeMap<>();
    for (HistoryEvent.Granted g : history.grants()) {
      logs.computeIfAbsent(g.election(), e -> new TreeMap<>()).put(g.position(), true);
    }
    for (HistoryEvent.Ended e : history.all(HistoryEvent.Ended.class)) {
      logs.computeIfAbsent(e.election(), x -> new TreeMap<>()).put(e.position(), false);
    }
    List<Violation> violations = new ArrayList<>();
    logs.forEach(
        (election, log) -> {
          boolean held = false;
          for (boolean granted : log.values()) {
            if (granted && held) {
              violations.add(
                  new Violation("I12", election + " was granted twice, with no end between"));
            }
            held = granted;
          }
        });
    return violations;
  }

  private static boolean isDisturbed(History history, long atNanos) {
    return history.all(HistoryEvent.Disturbed.class).stream()
        .anyMatch(d -> d.fromNanos() <= atNanos && atNanos <= d.toNanos());
  }

  private static String key(String election, long token) {
    return election + " " + token;
  }
}
