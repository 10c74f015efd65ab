package dev.incumbent.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** A recorded history: events in the order in which they were collected, which means nothing. */
public final class History {
  private final Map<Class<?>, List<HistoryEvent>> byType = new LinkedHashMap<>();

  public History(List<HistoryEvent> events) {
    events.forEach(e -> byType.computeIfAbsent(e.getClass(), t -> new ArrayList<>()).add(e));
  }

  /** All events of a type. */
  @SuppressWarnings("unchecked") // each list has the events of its own type only
  public <E extends HistoryEvent> List<E> all(Class<E> type) {
    return Collections.unmodifiableList((List<E>) byType.getOrDefault(type, List.of()));
  }

  /** All grants, in log order. */
  public List<HistoryEvent.Granted> grants() {
    return sorted(
        HistoryEvent.Granted.class, Comparator.comparingLong(HistoryEvent.Granted::position));
  }

  /** The names of the storages that anything was written to. */
  public Set<String> storages() {
    Set<String> names = new TreeSet<>();
    all(HistoryEvent.Write.class).forEach(w -> names.add(w.storage()));
    all(HistoryEvent.Committed.class).forEach(c -> names.add(c.storage()));
    return names;
  }

  /** The writes to a storage that match. */
  public List<HistoryEvent.Write> writes(String storage, Predicate<HistoryEvent.Write> wanted) {
    return all(HistoryEvent.Write.class).stream()
        .filter(w -> w.storage().equals(storage))
        .filter(wanted)
        .toList();
  }

  /**
   * Every effect that is known to have taken place in a storage, in the storage's own order: what
   * it was read to hold at the end, and what it acknowledged with a position.
   */
  public List<HistoryEvent.Committed> effects(String storage) {
    List<HistoryEvent.Committed> effects = new ArrayList<>();
    Set<String> values = new TreeSet<>();
    for (HistoryEvent.Committed committed : all(HistoryEvent.Committed.class)) {
      if (committed.storage().equals(storage)) {
        effects.add(committed);
        values.add(committed.value());
      }
    }
    for (HistoryEvent.Write write : writes(storage, w -> w.position().isPresent())) {
      if (values.add(write.value())) {
        effects.add(
            new HistoryEvent.Committed(
                storage, write.election(), write.position().get(), write.token(), write.value()));
      }
    }
    effects.sort(Comparator.comparingLong(HistoryEvent.Committed::position));
    return effects;
  }

  private <E extends HistoryEvent> List<E> sorted(Class<E> type, Comparator<E> order) {
    return all(type).stream().sorted(order).toList();
  }
}
