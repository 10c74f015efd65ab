package dev.incumbent.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** S-1: of two grants of one election, the later has the larger token. */
final class TokensGrow implements Rule {
  @Override
  public List<Violation> check(History history) {
    List<Violation> violations = new ArrayList<>();
    Map<String, HistoryEvent.Granted> newest = new TreeMap<>();
    for (HistoryEvent.Granted grant : history.grants()) {
      HistoryEvent.Granted before = newest.put(grant.election(), grant);
      if (before != null && grant.token() <= before.token()) {
        violations.add(
            new Violation(
                "S-1",
                "token "
                    + grant.token()
                    + " was granted to "
                    + grant.candidate()
                    + " at log position "
                    + grant.position()
                    + ", after token "
                    + before.token()
                    + " at "
                    + before.position()));
      }
    }
    return violations;
  }
}
