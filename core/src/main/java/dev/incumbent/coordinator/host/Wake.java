package dev.incumbent.coordinator.host;

import java.util.OptionalLong;
import java.util.stream.Stream;

/** The one time at which the host must be woken, if nothing happens before. */
final class Wake {
  private final Situation situation;
  private final Outbox outbox;
  private OptionalLong asked = OptionalLong.empty();

  Wake(Situation situation, Outbox outbox) {
    this.situation = situation;
    this.outbox = outbox;
  }

  /** The time asked for has come. */
  void woken() {
    asked = OptionalLong.empty();
  }

  /**
   * Asks for the earliest of these times, unless that is what was asked for last, or the time asked
   * for has come and the host is about to be woken anyway.
   */
  void at(Stream<OptionalLong> times) {
    long now = situation.now();
    OptionalLong left =
        times.flatMapToLong(OptionalLong::stream).map(time -> Math.max(time - now, 0)).min();
    if (left.isEmpty()) {
      return;
    }
    OptionalLong next = OptionalLong.of(now + left.getAsLong());
    boolean underWay = left.getAsLong() == 0 && asked.isPresent() && asked.getAsLong() - now <= 0;
    if (!underWay && !next.equals(asked)) {
      asked = next;
      outbox.add(new HostAction.WakeAt(next.getAsLong()));
    }
  }
}
