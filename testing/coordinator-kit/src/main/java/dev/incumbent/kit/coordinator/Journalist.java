package dev.incumbent.kit.coordinator;

import dev.incumbent.codec.Bytes;
import dev.incumbent.election.ElectionEvent;
import dev.incumbent.election.ElectionEvent.Kind;
import dev.incumbent.election.ElectionObserver;
import dev.incumbent.election.ElectionView;
import dev.incumbent.fencing.FencingToken;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** An observer that writes down what it is told. */
final class Journalist implements ElectionObserver {
  private final List<ElectionEvent.Position> resyncs = new CopyOnWriteArrayList<>();
  private final List<ElectionEvent> events = new CopyOnWriteArrayList<>();

  @Override
  public void resync(ElectionEvent.Position at, List<ElectionView> views) {
    resyncs.add(at);
  }

  @Override
  public void event(ElectionEvent event) {
    events.add(event);
  }

  List<ElectionEvent.Position> resyncs() {
    return resyncs;
  }

  int calls() {
    return resyncs.size() + events.size();
  }

  List<ElectionEvent.Position> positions() {
    return events.stream().map(ElectionEvent::position).toList();
  }

  List<Kind> kindsOf(FencingToken token) {
    return events.stream()
        .filter(event -> event.token().equals(Optional.of(token)))
        .map(ElectionEvent::kind)
        .toList();
  }

  List<Bytes> metadataOf(Kind kind) {
    return events.stream()
        .filter(event -> event.kind() == kind)
        .map(ElectionEvent::metadata)
        .toList();
  }

  boolean saw(Kind kind, FencingToken token) {
    return indexOf(kind, token) >= 0;
  }

  /** The place of the first such event; −1 if there is none. */
  int indexOf(Kind kind, FencingToken token) {
    for (int i = 0; i < events.size(); i++) {
      ElectionEvent event = events.get(i);
      if (event.kind() == kind && event.token().equals(Optional.of(token))) {
        return i;
      }
    }
    return -1;
  }
}
