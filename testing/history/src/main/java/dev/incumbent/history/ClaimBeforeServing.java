package dev.incumbent.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * S-4: a leadership's work begins only after each fence was claimed with its token. Which fences
 * there are is read from the claims: every storage that was ever claimed in that election.
 */
final class ClaimBeforeServing implements Rule {
  @Override
  public List<Violation> check(History history) {
    List<Violation> violations = new ArrayList<>();
    List<HistoryEvent.Claimed> claims = history.all(HistoryEvent.Claimed.class);
    for (HistoryEvent.Elected elected : history.all(HistoryEvent.Elected.class)) {
      Set<String> missing = new TreeSet<>();
      claims.stream()
          .filter(c -> c.election().equals(elected.election()))
          .forEach(c -> missing.add(c.storage()));
      claims.stream()
          .filter(c -> c.election().equals(elected.election()) && c.token() == elected.token())
          .filter(c -> c.atNanos() <= elected.atNanos())
          .forEach(c -> missing.remove(c.storage()));
      for (String storage : missing) {
        violations.add(
            new Violation(
                "S-4",
                elected.process()
                    + " began its work with token "
                    + elected.token()
                    + " before it had claimed "
                    + storage));
      }
    }
    return violations;
  }
}
