package dev.incumbent.election;

import java.time.Duration;

/**
 * What a kind of coordinator can do, as data: the same for as long as the client lives, whether or
 * not the coordinator can be reached.
 *
 * @param keepsValues it has the fenced key-value storage ({@link Coordinator#store})
 * @param seesClosings the closing of every connection of a client ends its {@code ON_SUSPICION}
 *     leaderships at once; otherwise they last to their lease, as {@code AFTER_LEASE} does
 * @param suspects a silent client's {@code ON_SUSPICION} leaderships end before their lease
 * @param backsUp {@link Elections#backup} gives a backup
 * @param pushes what changes is told at once; otherwise it is found out by polling
 * @param smallestLease the shortest time to live of a session
 */
public record CoordinatorCapabilities(
    boolean keepsValues,
    boolean seesClosings,
    boolean suspects,
    boolean backsUp,
    boolean pushes,
    Duration smallestLease) {

  /** A coordinator that can do all of it, down to the shortest lease that there is. */
  public static CoordinatorCapabilities all(Duration smallestLease) {
    return new CoordinatorCapabilities(true, true, true, true, true, smallestLease);
  }
}
