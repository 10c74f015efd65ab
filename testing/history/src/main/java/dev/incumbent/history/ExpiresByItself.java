package dev.incumbent.history;

import java.util.ArrayList;
import java.util.List;

/**
 * S-7: without a quorum nobody's lease is renewed, so a leader that was held before stops within
 * its lease, though the coordinator cannot tell it to.
 */
final class ExpiresByItself implements Rule {
  @Override
  public List<Violation> check(History history) {
    List<Violation> violations = new ArrayList<>();
    for (HistoryEvent.NoQuorum outage : history.all(HistoryEvent.NoQuorum.class)) {
      long deadline = outage.fromNanos() + outage.leaseNanos();
      if (deadline < outage.toNanos()) {
        for (HistoryEvent.Elected elected : history.all(HistoryEvent.Elected.class)) {
          if (elected.atNanos() < outage.fromNanos() && !stoppedBy(history, elected, deadline)) {
            violations.add(
                new Violation(
                    "S-7",
                    elected.process()
                        + " went on with token "
                        + elected.token()
                        + " beyond its lease, without a quorum"));
          }
        }
      }
    }
    return violations;
  }

  private static boolean stoppedBy(History history, HistoryEvent.Elected elected, long deadline) {
    boolean stopped =
        history.all(HistoryEvent.StopSeen.class).stream()
            .anyMatch(
                s ->
                    s.process().equals(elected.process())
                        && s.token() == elected.token()
                        && s.atNanos() <= deadline);
    boolean returned =
        history.all(HistoryEvent.WorkReturned.class).stream()
            .anyMatch(
                r ->
                    r.process().equals(elected.process())
                        && r.token() == elected.token()
                        && r.atNanos() <= deadline);
    boolean killed =
        history.all(HistoryEvent.Killed.class).stream()
            .anyMatch(k -> k.process().equals(elected.process()) && k.atNanos() <= deadline);
    return stopped || returned || killed;
  }
}
