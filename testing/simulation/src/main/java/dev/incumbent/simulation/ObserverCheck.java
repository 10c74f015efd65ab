package dev.incumbent.simulation;

import dev.incumbent.election.ElectionEvent;

/** I13: observers see events in order and without a gap, or are told to resync. */
interface ObserverCheck {
  /** An observer is told what is, as of that position. */
  void resync(String observer, ElectionEvent.Position at);

  /** An observer is told an event. */
  void told(String observer, ElectionEvent event);
}
