package dev.incumbent.cli.bench;

import dev.incumbent.history.Checker;
import dev.incumbent.history.History;
import dev.incumbent.history.HistoryEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Judges many elections: each by what concerns it. */
final class CrowdJudgement {
  /** The checker compares all with all: many elections are judged in parts. */
  private static final int ELECTIONS_A_PART = 100;

  private CrowdJudgement() {}

  /** What is wrong by what the crowd's processes said, a line each. */
  static List<String> bySaid(Crowd crowd) {
    List<String> violations = new ArrayList<>();
    crowd
        .said()
        .forEach(
            (election, said) ->
                Spell.violations(crowd.spells(said))
                    .forEach(what -> violations.add(election + ": " + what)));
    return violations;
  }

  /**
   * What is wrong by that and by what the coordinator told.
   *
   * @param observed grants and ends in the crowd's elections
   * @param nodes how the coordinator's nodes were meanwhile
   */
  static List<String> of(Crowd crowd, List<HistoryEvent> observed, List<HistoryEvent> nodes) {
    List<String> violations = bySaid(crowd);
    Map<String, List<HistoryEvent>> all = crowd.said();
    Set<Long> granted = granted(observed);
    all.values().stream()
        .flatMap(said -> crowd.spells(said).stream())
        .filter(spell -> !granted.contains(spell.token()))
        .forEach(spell -> violations.add("nobody saw the grant of " + spell));
    byElection(observed)
        .forEach(
            (election, told) -> all.computeIfAbsent(election, e -> new ArrayList<>()).addAll(told));
    List<HistoryEvent> common = new ArrayList<>(crowd.done());
    common.addAll(nodes);
    List<String> elections = List.copyOf(all.keySet());
    for (int i = 0; i < elections.size(); i += ELECTIONS_A_PART) {
      List<HistoryEvent> part = new ArrayList<>(common);
      elections
          .subList(i, Math.min(i + ELECTIONS_A_PART, elections.size()))
          .forEach(election -> part.addAll(all.getOrDefault(election, List.of())));
      Checker.judge(new History(part))
          .violations()
          .forEach(violation -> violations.add(violation.rule() + " " + violation.what()));
    }
    return violations;
  }

  /** The tokens whose grants were seen: a cluster has one counter for all elections. */
  static Set<Long> granted(List<HistoryEvent> observed) {
    Set<Long> tokens = new TreeSet<>();
    new History(observed).grants().forEach(grant -> tokens.add(grant.token()));
    return tokens;
  }

  private static Map<String, List<HistoryEvent>> byElection(List<HistoryEvent> observed) {
    Map<String, List<HistoryEvent>> byElection = new TreeMap<>();
    for (HistoryEvent event : observed) {
      if (event instanceof HistoryEvent.Granted granted) {
        byElection.computeIfAbsent(granted.election(), e -> new ArrayList<>()).add(event);
      } else if (event instanceof HistoryEvent.Ended ended) {
        byElection.computeIfAbsent(ended.election(), e -> new ArrayList<>()).add(event);
      }
    }
    return byElection;
  }
}
