package dev.incumbent.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * S-10: to everybody who used it, each register looked like one that lives in one place and does
 * one thing at a time, within each call and its return. A stale read breaks this, and so does an
 * acknowledged write that is lost, a refused one that is seen, and one that takes effect twice.
 */
final class RegistersAreLinearizable implements Rule {
  @Override
  public List<Violation> check(History history) {
    Map<String, List<HistoryEvent.RegisterUse>> byRegister = new TreeMap<>();
    for (HistoryEvent.RegisterUse use : history.all(HistoryEvent.RegisterUse.class)) {
      byRegister.computeIfAbsent(use.register(), r -> new ArrayList<>()).add(use);
    }
    List<Violation> violations = new ArrayList<>();
    byRegister.forEach(
        (register, uses) ->
            new LinearizationSearch(RegisterSteps.of(uses))
                .findObstacle()
                .map(obstacle -> new Violation("S-10", register + ": " + obstacle))
                .ifPresent(violations::add));
    return violations;
  }
}
