package dev.incumbent.cluster.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The deterministic state that the log drives.
 *
 * <p>Threads: {@link #apply}, {@link #view} and {@link #restore} are called one at a time, by the
 * apply thread (before it runs, by the thread that starts the engine). A {@link View} is written by
 * another thread while {@link #apply} goes on.
 */
public interface ReplicatedMachine {

  /**
   * Applies the next entry. Indexes only grow; the engine's own entries leave gaps.
   *
   * <p>Must not throw: a throw means that this replica can no longer follow the others and stops
   * the node.
   */
  void apply(long term, long index, byte[] entry);

  /** An immutable view of the state as of the last apply; cheap, whatever the size of the state. */
  View view();

  /**
   * Replaces the whole state by a snapshot: at start-up, and when the leader sends one.
   *
   * @param term the term of the last entry in the snapshot
   * @param index the index of the last entry in the snapshot
   */
  void restore(InputStream snapshot, long term, long index) throws IOException;

  /** The state at one log index. */
  interface View {

    /** Writes what {@link ReplicatedMachine#restore} reads; does not close the stream. */
    void writeTo(OutputStream out) throws IOException;
  }
}
