package dev.incumbent.election;

import java.util.List;

/**
 * Is told what happens in the elections it observes: in order, without a gap, or told to resync.
 *
 * <p>Threads: called by one thread at a time, never under a lock; while it does not return, events
 * queue up to a bound, and beyond it the next call is a {@link #resync}.
 */
public interface ElectionObserver {
  /**
   * The observed elections as they are: first of all, and whenever what happened between is not
   * known.
   */
  void resync(ElectionEvent.Position at, List<ElectionView> views);

  /** One event after the last position told. */
  void event(ElectionEvent event);

  /**
   * The connection is lost, or back: events stop meanwhile, and a {@link #resync} or events follow.
   */
  default void connected(boolean connected) {}
}
