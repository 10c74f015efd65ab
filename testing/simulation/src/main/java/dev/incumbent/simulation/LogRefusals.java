package dev.incumbent.simulation;

import dev.incumbent.coordinator.Command;
import dev.incumbent.coordinator.LogEntry;
import org.jspecify.annotations.Nullable;

/**
 * A log that takes nothing for some time (its queue is full, its memory short), though its node
 * goes on leading in the same term; above all when a session is to be expired in it.
 */
final class LogRefusals {
  private static final int PERCENT_AT_AN_EXPIRY = 50;

  private final World world;
  private final Draw draw;
  private final boolean on;
  private @Nullable Member refusing;
  private long untilNanos;

  LogRefusals(World world) {
    this.world = world;
    draw = world.draw("refusals");
    on = world.scenario.shape().refusals();
  }

  /** Whether that node's log refuses this entry, now. */
  boolean refuses(Member member, LogEntry entry) {
    if (!on || world.calm) {
      return false;
    }
    if (member == refusing && world.agenda.now() < untilNanos) {
      return true;
    }
    boolean expires = entry.commands().stream().anyMatch(Command.ExpireSession.class::isInstance);
    if (expires ? draw.chance(PERCENT_AT_AN_EXPIRY) : draw.nextLong(500) == 0) {
      world.tally.count(Exercised.LOG_REFUSES);
      refusing = member;
      untilNanos = world.agenda.now() + draw.between(1, 400) * Agenda.MILLI;
      return true;
    }
    return false;
  }
}
