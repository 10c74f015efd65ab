package dev.incumbent.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * S-5: a leadership that its holder gave back by itself was given back after its work had returned:
 * nobody sees its end, and nobody else's work begins, before that.
 */
final class StopBeforeRelease implements Rule {
  private static final Set<String> GIVEN_BACK = Set.of("resigned", "handed-over", "closed", "lost");

  @Override
  public List<Violation> check(History history) {
    List<Violation> violations = new ArrayList<>();
    for (HistoryEvent.Ended ended : history.all(HistoryEvent.Ended.class)) {
      if (GIVEN_BACK.contains(ended.reason())) {
        violations.addAll(successorsTooEarly(history, ended));
      }
    }
    return violations;
  }

  private static List<Violation> successorsTooEarly(History history, HistoryEvent.Ended ended) {
    List<Violation> violations = new ArrayList<>();
    for (HistoryEvent.WorkReturned returned : history.all(HistoryEvent.WorkReturned.class)) {
      if (returned.election().equals(ended.election()) && returned.token() == ended.token()) {
        history.all(HistoryEvent.Elected.class).stream()
            .filter(e -> e.election().equals(ended.election()) && e.token() > ended.token())
            .filter(e -> e.atNanos() < returned.atNanos())
            .map(e -> violation(ended, returned, e.process() + " began with token " + e.token()))
            .forEach(violations::add);
        if (ended.seenNanos() < returned.atNanos()) {
          violations.add(violation(ended, returned, "the end was seen before it had returned"));
        }
      }
    }
    return violations;
  }

  private static Violation violation(
      HistoryEvent.Ended ended, HistoryEvent.WorkReturned returned, String evidence) {
    return new Violation(
        "S-5",
        returned.process()
            + " gave token "
            + ended.token()
            + " back ("
            + ended.reason()
            + ") while its work still ran: "
            + evidence);
  }
}
