package dev.incumbent.history;

import java.util.List;

/**
 * L-2: within its bound of a heal a write to the coordinator's own storage is called and
 * acknowledged again.
 */
final class GoesOnAfterHealing implements Rule {
  @Override
  public List<Violation> check(History history) {
    List<HistoryEvent.Write> acknowledged =
        history.writes(
            NoQuorumNoChange.COORDINATOR_STORAGE, w -> w.outcome() == HistoryEvent.Outcome.OK);
    return history.all(HistoryEvent.Healed.class).stream()
        .filter(healed -> acknowledged.stream().noneMatch(w -> follows(healed, w)))
        .map(
            healed ->
                new Violation(
                    "L-2",
                    "no write was called and acknowledged within "
                        + healed.boundNanos() / 1_000_000
                        + " ms of a heal"))
        .toList();
  }

  private static boolean follows(HistoryEvent.Healed healed, HistoryEvent.Write write) {
    return write.callNanos() > healed.atNanos()
        && write.returnNanos() - healed.atNanos() < healed.boundNanos();
  }
}
