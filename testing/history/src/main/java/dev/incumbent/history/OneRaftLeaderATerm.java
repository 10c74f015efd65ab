package dev.incumbent.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What S-8 and S-10 rest on: one Raft leader a term, and no node goes back to an older term, a
 * restart included. Judges the terms in the order in which they were collected: one reader a node.
 */
final class OneRaftLeaderATerm implements Rule {
  @Override
  public List<Violation> check(History history) {
    List<Violation> violations = new ArrayList<>();
    Map<Long, String> leaders = new TreeMap<>();
    Map<String, Long> terms = new TreeMap<>();
    for (HistoryEvent.RaftTerm seen : history.all(HistoryEvent.RaftTerm.class)) {
      long before = terms.merge(seen.node(), seen.term(), Math::max);
      if (before > seen.term()) {
        violations.add(
            new Violation(
                "S-8", seen.node() + " went back from term " + before + " to " + seen.term()));
      }
      String leader = seen.leads() ? leaders.putIfAbsent(seen.term(), seen.node()) : null;
      if (leader != null && !leader.equals(seen.node())) {
        violations.add(
            new Violation(
                "S-8", leader + " and " + seen.node() + " both led in term " + seen.term()));
      }
    }
    return violations;
  }
}
