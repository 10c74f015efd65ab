package dev.incumbent.cluster.node;

import dev.incumbent.cluster.engine.EngineStatus;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * Whether a node is in touch with a majority, by a timer of our own: the engine steps down late,
 * and under a stream of writes later still.
 *
 * <p>Guarantees: asked at least every quarter of the election timeout's maximum, it says no at most
 * two election timeouts after the majority's last answer, and yes as soon as there is a new one.
 *
 * <pre>
 * status                                        last contact
 * leader: age since it asked what a majority
 *   has answered; follower: since its leader    now − age
 * candidate, or starting                        same
 * </pre>
 *
 * <p>Threads: none. Time: nanoseconds of one monotonic clock.
 */
final class QuorumWatch {
  private static final double LOST_AFTER_TIMEOUTS = 1.5;

  private final long lostAfterNanos;
  private OptionalLong lastContact = OptionalLong.empty();

  QuorumWatch(Duration electionTimeoutMax) {
    this.lostAfterNanos = (long) (electionTimeoutMax.toNanos() * LOST_AFTER_TIMEOUTS);
  }

  /** How often to ask. */
  static long periodNanos(Duration electionTimeoutMax) {
    return electionTimeoutMax.toNanos() / 4;
  }

  boolean sees(EngineStatus.Contact contact, long nowNanos) {
    contact.ageNanos().ifPresent(age -> contact(nowNanos - age));
    return lastContact.isPresent() && nowNanos - lastContact.getAsLong() <= lostAfterNanos;
  }

  /** A majority answered then. */
  void contact(long nanos) {
    if (lastContact.isEmpty() || nanos - lastContact.getAsLong() > 0) {
      lastContact = OptionalLong.of(nanos);
    }
  }
}
