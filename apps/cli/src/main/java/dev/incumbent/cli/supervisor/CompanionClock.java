package dev.incumbent.cli.supervisor;

/**
 * Tells this process's monotonic times on the companion's monotonic clock, never too late.
 *
 * <p>The companion read {@code stampNanos} before this process read {@code receivedNanos}. Both
 * clocks run alike (on Linux they are the same {@code CLOCK_MONOTONIC}), so at {@code
 * receivedNanos} the companion's clock showed {@code stampNanos} or more, and {@code stampNanos +
 * (t − receivedNanos)} is reached at {@code t} or before it, however long either process was paused
 * in between. As neither clock counts the time in which the machine is suspended, they stay that
 * far apart, and one handshake serves for the companion's whole life. A pause during the handshake
 * costs its length of every lease; it is never added to one.
 */
record CompanionClock(long stampNanos, long receivedNanos) {
  long at(long nanos) {
    return stampNanos + (nanos - receivedNanos);
  }
}
