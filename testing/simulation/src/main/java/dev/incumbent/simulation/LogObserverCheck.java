package dev.incumbent.simulation;

import dev.incumbent.election.ElectionEvent;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** I13 of a cluster, whose events have one order: that of the log. */
final class LogObserverCheck implements ObserverCheck {
  private final TreeSet<ElectionEvent.Position> all = new TreeSet<>();
  private final TreeMap<String, ElectionEvent.Position> seen = new TreeMap<>();

  void applied(List<ElectionEvent> events) {
    events.forEach(event -> all.add(event.position()));
  }

  @Override
  public void resync(String observer, ElectionEvent.Position at) {
    seen.put(observer, at);
  }

  @Override
  public void told(String observer, ElectionEvent event) {
    ElectionEvent.Position last = seen.put(observer, event.position());
    if (last == null) {
      return;
    }
    ElectionEvent.Position next = all.higher(last);
    if (next == null || !next.equals(event.position())) {
      throw new ViolationException(
          "I13", observer + " has seen " + last + ", is to see " + next + " and is told " + event);
    }
  }
}
