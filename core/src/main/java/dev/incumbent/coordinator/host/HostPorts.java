package dev.incumbent.coordinator.host;

import dev.incumbent.codec.Bytes;
import dev.incumbent.coordinator.StateView;
import dev.incumbent.session.NodeView;
import dev.incumbent.spi.Counters;
import dev.incumbent.time.RandomSource;
import dev.incumbent.time.WallClock;
import java.util.Iterator;

/**
 * What a session host asks for and cannot know: none of it decides anything.
 *
 * @param random names the log entries and seeds their grant ids
 * @param wall the time that entries carry for people
 */
public record HostPorts(
    RandomSource random, WallClock wall, Counters counters, Status status, Backups backups) {

  /** What the node says of itself; called on the host's thread, must not block. */
  @FunctionalInterface
  public interface Status {
    /** The host itself fills in {@code ready}, {@code quorum} and {@code ageMillis}. */
    NodeView view();
  }

  /** Turns a state into the pieces of a backup; called on the host's thread, must not block. */
  @FunctionalInterface
  public interface Backups {
    /** The pieces in order, none of them empty, each of at most 512 KiB. */
    Iterator<Bytes> pieces(StateView state);
  }
}
