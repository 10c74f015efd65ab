package dev.incumbent.cli.supervisor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What the companion is still to be told: the newest deadline, once each signal, freeze and stop.
 *
 * <p>It holds no more than that, however long the companion reads nothing. Threads: safe; nothing
 * blocks.
 */
final class Orders {
  /**
   * SIGKILL is aimed this long before the deadline, so that even the companion's waking up is over
   * by then; the margin behind the deadline is left for a machine that is slow to schedule it.
   */
  private static final Duration KILL_LEAD = Duration.ofMillis(20);

  /** Smaller moves are errors of reading the clock, not renewals. */
  private static final long SMALLEST_MOVE_NANOS = 1_000_000;

  private final CompanionClock clock;
  private final long graceNanos;
  private final Set<ForwardedSignal> signals = EnumSet.noneOf(ForwardedSignal.class);
  private long deadlineNanos;
  private boolean deadlineDue;
  private boolean frozen;
  private boolean freezeDue;
  private boolean stopped;
  private boolean stopDue;

  Orders(CompanionClock clock, Duration grace, long deadlineNanos) {
    this.clock = clock;
    this.graceNanos = grace.toNanos();
    this.deadlineNanos = deadlineNanos;
  }

  /** Moves the deadline, if it is not frozen and this is forward; returns whether it moved. */
  synchronized boolean extend(long newDeadlineNanos) {
    if (frozen || newDeadlineNanos - deadlineNanos < SMALLEST_MOVE_NANOS) {
      return false;
    }
    deadlineNanos = newDeadlineNanos;
    deadlineDue = true;
    return true;
  }

  /** Freezes the deadline for good; returns whether it was not frozen yet. */
  synchronized boolean freeze() {
    boolean first = !frozen;
    freezeDue |= first;
    frozen = true;
    return first;
  }

  /** Orders the stop; returns whether it is the first order to. */
  synchronized boolean stop() {
    boolean first = !stopped;
    stopDue |= first;
    stopped = true;
    return first;
  }

  synchronized void forward(ForwardedSignal signal) {
    signals.add(signal);
  }

  synchronized long deadlineNanos() {
    return deadlineNanos;
  }

  /** The times of SIGTERM and SIGKILL on the companion's clock. */
  synchronized String times() {
    long killNanos = deadlineNanos - Math.min(KILL_LEAD.toNanos(), graceNanos);
    return clock.at(deadlineNanos - graceNanos) + " " + clock.at(killNanos);
  }

  /** The lines to send, which are then no longer due. */
  synchronized List<String> take() {
    List<String> lines = new ArrayList<>();
    if (deadlineDue) {
      lines.add("deadline " + times());
    }
    if (freezeDue) {
      lines.add("freeze");
    }
    signals.forEach(signal -> lines.add("signal " + signal));
    if (stopDue) {
      lines.add("stop");
    }
    deadlineDue = false;
    freezeDue = false;
    stopDue = false;
    signals.clear();
    return lines;
  }
}
