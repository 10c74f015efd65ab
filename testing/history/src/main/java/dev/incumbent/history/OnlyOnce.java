package dev.incumbent.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * S-9 and S-3's other side: no value took effect twice, and none that was refused took effect at
 * all.
 */
final class OnlyOnce implements Rule {
  @Override
  public List<Violation> check(History history) {
    List<Violation> violations = new ArrayList<>();
    for (String storage : history.storages()) {
      Set<String> refused = new TreeSet<>();
      history
          .writes(storage, w -> w.outcome() == HistoryEvent.Outcome.REFUSED)
          .forEach(w -> refused.add(w.value()));
      Set<String> seen = new TreeSet<>();
      for (HistoryEvent.Committed effect : history.effects(storage)) {
        if (!seen.add(effect.value())) {
          violations.add(new Violation("S-9", storage + " took " + effect.value() + " twice"));
        }
        if (refused.contains(effect.value())) {
          violations.add(
              new Violation("S-9", storage + " refused " + effect.value() + " and took it"));
        }
      }
    }
    return violations;
  }
}
