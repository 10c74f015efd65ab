package dev.incumbent.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * S-8: an acknowledged write is in the storage. Where the storage's whole commit order was read,
 * the write stands in it; where only its last effect was, no acknowledged position lies beyond
 * that, and no two writes were acknowledged with one position.
 */
final class AcknowledgedIsDurable implements Rule {
  @Override
  public List<Violation> check(History history) {
    return lost(history).stream()
        .map(w -> new Violation("S-8", w.storage() + " acknowledged " + w.value() + " and lost it"))
        .toList();
  }

  static List<HistoryEvent.Write> lost(History history) {
    List<HistoryEvent.Write> lost = new ArrayList<>();
    for (String storage : history.storages()) {
      List<HistoryEvent.Write> acknowledged =
          history.writes(storage, w -> w.outcome() == HistoryEvent.Outcome.OK);
      List<HistoryEvent.Committed> read =
          history.all(HistoryEvent.Committed.class).stream()
              .filter(c -> c.storage().equals(storage))
              .toList();
      boolean positioned = acknowledged.stream().allMatch(w -> w.position().isPresent());
      lost.addAll(positioned ? byPosition(acknowledged, read) : byValue(acknowledged, read));
    }
    return lost;
  }

  private static List<HistoryEvent.Write> byValue(
      List<HistoryEvent.Write> acknowledged, List<HistoryEvent.Committed> read) {
    Set<String> values = new TreeSet<>();
    read.forEach(c -> values.add(c.value()));
    return acknowledged.stream().filter(w -> !values.contains(w.value())).toList();
  }

  private static List<HistoryEvent.Write> byPosition(
      List<HistoryEvent.Write> acknowledged, List<HistoryEvent.Committed> read) {
    Map<Long, String> takenBy = new TreeMap<>();
    read.forEach(c -> takenBy.put(c.position(), c.value()));
    long last = read.stream().mapToLong(HistoryEvent.Committed::position).max().orElse(0);
    List<HistoryEvent.Write> lost = new ArrayList<>();
    for (HistoryEvent.Write write : acknowledged) {
      long position = write.position().orElseThrow();
      String other = takenBy.putIfAbsent(position, write.value());
      if (position > last || (other != null && !other.equals(write.value()))) {
        lost.add(write);
      }
    }
    return lost;
  }
}
