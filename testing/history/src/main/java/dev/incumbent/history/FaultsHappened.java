package dev.incumbent.history;

import java.util.List;

/** A run whose fault did not really happen shows nothing: each fault brings its evidence. */
final class FaultsHappened implements Rule {
  @Override
  public List<Violation> check(History history) {
    return history.all(HistoryEvent.Fault.class).stream()
        .filter(f -> f.evidence().isEmpty())
        .map(
            f ->
                new Violation(
                    "EVIDENCE",
                    f.kind() + " of " + f.target() + " cannot be shown to have happened"))
        .toList();
  }
}
