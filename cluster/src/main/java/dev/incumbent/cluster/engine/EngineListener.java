package dev.incumbent.cluster.engine;

import java.util.Optional;

/**
 * What the engine tells its host.
 *
 * <p>Threads: all calls come one after another from one thread of the engine's own that nothing in
 * Raft waits for. A slow listener delays only its own later calls; a throwing one is logged.
 */
public interface EngineListener {

  /**
   * This node leads and has applied every entry committed before it was elected. Once a term, with
   * the exact term; one {@link #onLeaderLost} follows each.
   */
  void onLeaderReady(long term);

  /**
   * The leadership of the last {@link #onLeaderReady} is over; another term may already have begun.
   */
  void onLeaderLost();

  /**
   * The leader known to this node changed; empty when it knows none. The node itself is reported
   * before it is ready.
   */
  void onLeaderChanged(Optional<String> leaderNodeId, long term);

  /** This node is out of service and will not come back without a restart. At most once. */
  void onFailure(Throwable why);

  /** A snapshot could not be written; the node goes on with a longer log and tries again later. */
  default void onSnapshotFailed(Throwable why) {}
}
