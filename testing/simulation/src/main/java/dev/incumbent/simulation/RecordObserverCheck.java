package dev.incumbent.simulation;

import dev.incumbent.coordinator.RecordState;
import dev.incumbent.election.ElectionEvent;
import dev.incumbent.election.ElectionName;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * I13 of a store of records, whose events have an order in each record alone. What an observer is
 * told has positions of its process' own, so an event is recognised by what it says: an observer
 * can be at several places, of which the next event must be the next one of at least one.
 *
 * <p>A record that goes back begins another line of events, which an observer can follow without a
 * resync only if what it was told last is in that line, too.
 */
final class RecordObserverCheck implements ObserverCheck {
  /** The events of one record, until it went back. */
  private static final class Line {
    private final TreeMap<ElectionEvent.Position, ElectionEvent> events = new TreeMap<>();
  }

  /** Where an observer can be. */
  private record Place(Line line, ElectionEvent event) {
    boolean isNext(ElectionEvent told) {
      var next = line.events.higherEntry(event.position());
      return next != null && says(next.getValue(), told);
    }

    Place next() {
      return new Place(line, line.events.higherEntry(event.position()).getValue());
    }
  }

  private final TreeMap<ElectionName, List<Line>> lines = new TreeMap<>();
  private final TreeMap<String, TreeMap<ElectionName, List<Place>>> places = new TreeMap<>();

  private List<Line> lines(ElectionName name) {
    return lines.computeIfAbsent(name, it -> new ArrayList<>(List.of(new Line())));
  }

  private Line current(ElectionName name) {
    List<Line> all = lines(name);
    return all.get(all.size() - 1);
  }

  void wrote(ElectionName name, List<ElectionEvent> events) {
    Line line = current(name);
    events.forEach(event -> line.events.put(event.position(), event));
  }

  /** From now on the record has these events, and what is written to it. */
  void goesOn(RecordState state) {
    Line line = new Line();
    kept(state).forEach(event -> line.events.put(event.position(), event));
    lines(state.name()).add(line);
    for (TreeMap<ElectionName, List<Place>> of : places.values()) {
      List<Place> known = of.getOrDefault(state.name(), new ArrayList<>());
      for (Place place : List.copyOf(known)) {
        if (place.event().equals(line.events.get(place.event().position()))) {
          known.add(new Place(line, place.event()));
        }
      }
    }
  }

  /** All events that the record still has. */
  private static List<ElectionEvent> kept(RecordState state) {
    long from = state.index();
    while (from > 0 && state.eventsAfter(from - 1).isPresent()) {
      from--;
    }
    return state.eventsAfter(from).orElse(List.of());
  }

  @Override
  public void resync(String observer, ElectionEvent.Position at) {
    places.remove(observer);
  }

  @Override
  public void told(String observer, ElectionEvent event) {
    TreeMap<ElectionName, List<Place>> of =
        places.computeIfAbsent(observer, name -> new TreeMap<>());
    List<Place> before = of.get(event.election());
    List<Place> now = new ArrayList<>();
    if (before == null) {
      lines(event.election()).forEach(line -> find(line, event, now));
    } else {
      before.stream().filter(it -> it.isNext(event)).map(Place::next).forEach(now::add);
    }
    if (now.isEmpty()) {
      throw new ViolationException("I13", observer + " is told " + event + " after " + before);
    }
    of.put(event.election(), now);
  }

  private static void find(Line line, ElectionEvent told, List<Place> found) {
    line.events.values().stream()
        .filter(event -> says(event, told))
        .forEach(event -> found.add(new Place(line, event)));
  }

  /** Whether both say the same, wherever they stand. */
  private static boolean says(ElectionEvent one, ElectionEvent other) {
    return one.kind() == other.kind()
        && one.candidate().equals(other.candidate())
        && one.session().equals(other.session())
        && one.token().equals(other.token())
        && one.grant().equals(other.grant())
        && one.reason().equals(other.reason());
  }
}
