package dev.incumbent.history;

import java.util.ArrayList;
import java.util.List;

/**
 * S-3: once a storage is claimed with a token, nothing carrying an older one takes effect in it.
 */
final class StorageDecides implements Rule {
  @Override
  public List<Violation> check(History history) {
    List<Violation> violations = new ArrayList<>();
    for (String storage : history.storages()) {
      for (HistoryEvent.Committed effect : outOfOrder(history, storage)) {
        violations.add(tookOutOfOrder(storage, effect));
      }
      for (HistoryEvent.Write write : staleWrites(history, storage)) {
        if (tookEffect(history, write)) {
          violations.add(tookStale(storage, write));
        }
      }
    }
    return violations;
  }

  private static Violation tookOutOfOrder(String storage, HistoryEvent.Committed effect) {
    return new Violation(
        "S-3",
        storage
            + " took "
            + effect.value()
            + " with token "
            + effect.token()
            + " at its position "
            + effect.position()
            + ", after an effect with a larger token");
  }

  private static Violation tookStale(String storage, HistoryEvent.Write write) {
    return new Violation(
        "S-3",
        storage
            + " took "
            + write.value()
            + " with token "
            + write.token()
            + ", which was called after a larger token had claimed it");
  }

  /**
   * The effects in a storage that come after one with a larger token, in the storage's own order.
   */
  static List<HistoryEvent.Committed> outOfOrder(History history, String storage) {
    List<HistoryEvent.Committed> found = new ArrayList<>();
    long highest = 0;
    for (HistoryEvent.Committed effect : history.effects(storage)) {
      if (effect.token() < highest) {
        found.add(effect);
      }
      highest = Math.max(highest, effect.token());
    }
    return found;
  }

  /** The writes that were called after a larger token had claimed the storage. */
  static List<HistoryEvent.Write> staleWrites(History history, String storage) {
    List<HistoryEvent.Claimed> claims =
        history.all(HistoryEvent.Claimed.class).stream()
            .filter(c -> c.storage().equals(storage))
            .toList();
    return history.writes(
        storage,
        w ->
            claims.stream()
                .anyMatch(
                    c ->
                        c.election().equals(w.election())
                            && c.token() > w.token()
                            && c.atNanos() < w.callNanos()));
  }

  /** Whether a write is known to have taken effect. */
  static boolean tookEffect(History history, HistoryEvent.Write write) {
    return write.outcome() == HistoryEvent.Outcome.OK
        || history.effects(write.storage()).stream().anyMatch(e -> e.value().equals(write.value()));
  }
}
