package dev.incumbent.coordinator.host;

import java.util.OptionalLong;

/**
 * The time in which this node ran and had read what had arrived: nobody's silence counts by any
 * other.
 *
 * <pre>
 * it stands still                             because
 * from a tick's time until the tick           the node was paused, or what arrived before it waits
 * from {@value #DEAF_NANOS} ns after the last
 * message of any client until the next        perhaps nothing that arrives is read
 * </pre>
 *
 * <p>So a node that hears no client at all suspects none: the silence of an only session is left to
 * its time to live.
 *
 * <p>Time: nanoseconds; the clock's go in, own time comes out, counted from {@link #begin}.
 */
final class OwnTime {
  static final long TICK_NANOS = 50_000_000;
  static final long DEAF_NANOS = 150_000_000;

  private long now;
  private long own;
  private long heardAt;
  private OptionalLong tick = OptionalLong.empty();

  void begin(long nowNanos) {
    now = nowNanos;
    heardAt = nowNanos;
    own = 0;
    tick = OptionalLong.empty();
  }

  /** It is that time now: told at each event, before anything else. */
  void at(long nowNanos) {
    long passed = Math.min(nowNanos - now, heardAt + DEAF_NANOS - now);
    if (tick.isPresent()) {
      passed = Math.min(passed, tick.getAsLong() - now);
    }
    own += Math.max(passed, 0);
    now = nowNanos;
  }

  /** A client's message was read. */
  void heard() {
    heardAt = now;
  }

  long nanos() {
    return own;
  }

  /** Ticks from now on, if it does not. */
  void start() {
    if (tick.isEmpty()) {
      tick = OptionalLong.of(now + TICK_NANOS);
    }
  }

  void stop() {
    tick = OptionalLong.empty();
  }

  /** By how much the tick is late that is told now; empty if it is none. */
  OptionalLong tickLateNanos() {
    boolean due = tick.isPresent() && now - tick.getAsLong() >= 0;
    return due ? OptionalLong.of(now - tick.getAsLong()) : OptionalLong.empty();
  }

  /**
   * The next tick: at that own time, if it passes as the clock's does, but soon in any case.
   *
   * @param dueNanos the own time at which somebody's silence will be suspicious
   */
  void nextTick(OptionalLong dueNanos) {
    boolean deaf = now - heardAt >= DEAF_NANOS;
    long wait =
        deaf || dueNanos.isEmpty() ? TICK_NANOS : Math.min(dueNanos.getAsLong() - own, TICK_NANOS);
    tick = OptionalLong.of(now + wait);
  }

  /** When the node is to be woken for a tick. */
  OptionalLong tickAt() {
    return tick;
  }
}
