package dev.incumbent.kit.coordinator;

import dev.incumbent.lease.LeaseTimings;

/**
 * A session's lease at its client: over for good once it was seen to be over (lease rule 4).
 *
 * <p>Threads: safe for use by any thread.
 */
final class MemoryLease {
  private final LeaseTimings timings;
  private final MemoryBackend backend;
  private long deadline;
  private boolean over;

  MemoryLease(LeaseTimings timings, long sentAtNanos, MemoryBackend backend) {
    this.timings = timings;
    this.backend = backend;
    this.deadline = timings.deadlineNanos(sentAtNanos);
  }

  synchronized void extend(long sentAtNanos) {
    if (!over || backend.lie == Lie.REVIVES) {
      deadline = timings.deadlineNanos(sentAtNanos);
      over = false;
    }
  }

  /** As it is now, and never extended (lease rule 5). */
  synchronized MemoryLease frozen() {
    MemoryLease copy = new MemoryLease(timings, 0, backend);
    copy.deadline = deadline;
    copy.over = over;
    return copy;
  }

  /** Half of what the last renewal earned is over, and the rest is not. */
  synchronized boolean inJeopardy() {
    long left = deadline - backend.world.nanos();
    return !over && left > 0 && left < timings.deadlineNanos(0) / 2;
  }

  synchronized long remainingNanos() {
    if (backend.lie == Lie.STAYS_VALID) {
      return timings.ttl().toNanos();
    }
    long left = deadline - backend.world.nanos();
    over = over || left <= 0;
    return over ? 0 : left;
  }
}
