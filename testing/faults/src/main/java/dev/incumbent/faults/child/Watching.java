package dev.incumbent.faults.child;

import dev.incumbent.election.ElectionEvent;
import dev.incumbent.election.ElectionObserver;
import dev.incumbent.election.ElectionView;
import java.util.List;

/** Observes all elections, and tells each event with its position (I13). */
record Watching(Wire wire) implements ElectionObserver {
  @Override
  public void resync(ElectionEvent.Position at, List<ElectionView> views) {
    wire.tell("observed", "resync", at.index(), at.ordinal(), "");
  }

  @Override
  public void event(ElectionEvent event) {
    String token = event.token().map(Object::toString).orElse("-");
    wire.tell(
        "observed",
        "event",
        event.position().index(),
        event.position().ordinal(),
        event.election() + " " + event.kind() + " " + event.candidate() + " " + token);
  }
}
