package dev.incumbent.simulation;

import dev.incumbent.election.ElectionEvent;
import java.util.List;
import java.util.TreeSet;

/** I13: observers see events in order and without a gap, or are told to resync. */
final class ObserverCheck {
  private final TreeSet<ElectionEvent.Position> all = new TreeSet<>();

  void applied(List<ElectionEvent> events) {
    events.forEach(event -> all.add(event.position()));
  }

  /**
   * An observer is told an event.
   *
   * @param last the position that it has seen everything up to
   */
  void told(String observer, ElectionEvent.Position last, ElectionEvent event) {
    ElectionEvent.Position next = all.higher(last);
    if (next == null || !next.equals(event.position())) {
      throw new ViolationException(
          "I13", observer + " has seen " + last + ", is to see " + next + " and is told " + event);
    }
  }

  /** Whether nothing has happened since that position. */
  boolean isLast(ElectionEvent.Position last) {
    return all.higher(last) == null;
  }
}
