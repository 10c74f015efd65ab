package dev.incumbent.coordinators.jdbc;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Says once, when this process has not been let write for a while, who is in its way; and once more
 * that it is over.
 *
 * <p>Threads: safe for use by any thread.
 */
final class LockedOut {
  /** Longer than any commit takes on a disk that works. */
  static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final Logger LOG = System.getLogger(LockedOut.class.getName());

  private final String place;
  private final Supplier<Optional<String>> holder;
  private Optional<Long> sinceNanos = Optional.empty();
  private boolean said;

  /**
   * @param place the file, for people
   * @param holder who holds its lock now, if that is known
   */
  LockedOut(String place, Supplier<Optional<String>> holder) {
    this.place = place;
    this.holder = holder;
  }

  /** A write was refused because another process holds the lock; it was begun at that time. */
  synchronized void refused(long begunNanos, long nowNanos) {
    long since = sinceNanos.orElse(begunNanos);
    sinceNanos = Optional.of(since);
    if (said || nowNanos - since < PATIENCE.toNanos()) {
      return;
    }
    said = true;
    LOG.log(
        Level.WARNING,
        "{0}: nothing could be written for {1} ms. The file''s lock is held by {2}: until that goes"
            + " on or ends, nobody can lead anew",
        place,
        Long.toString((nowNanos - since) / 1_000_000),
        holder.get().orElse("another process, which the system does not name"));
  }

  /** A write was answered. */
  synchronized void over() {
    if (said) {
      LOG.log(Level.INFO, "{0}: it can be written again", place);
    }
    said = false;
    sinceNanos = Optional.empty();
  }
}
