package dev.incumbent.simulation;

import java.util.EnumMap;
import java.util.TreeMap;

/** What goes wrong with the calls of a store of records, and until when. */
final class RecordTroubles {
  /** What becomes of a call; a write unless it says otherwise. */
  enum Fate {
    /** It is done and answered. */
    DONE,
    /** It is done, and nobody hears of it. */
    REPLY_LOST,
    /** Nobody hears of it, and it is done later, or never. */
    LATE,
    /** It is answered as if the version was another one, and not done. */
    CONFLICT,
    /** A read tells what was there before the last change. */
    STALE
  }

  private final World world;
  private final TreeMap<Integer, EnumMap<Fate, Long>> untilNanos = new TreeMap<>();
  private long slowUntilNanos;
  private long slowestMillis;
  private long awayUntilNanos;

  RecordTroubles(World world) {
    this.world = world;
  }

  /** Half of the calls of a process meet that fate for so long. */
  void befall(Machine process, Fate fate, long millis) {
    untilNanos
        .computeIfAbsent(process.number(), number -> new EnumMap<>(Fate.class))
        .put(fate, after(millis));
  }

  void slow(long slowest, long millis) {
    slowestMillis = slowest;
    slowUntilNanos = after(millis);
  }

  /** Each call is refused at once, for so long. */
  void refuse(long millis) {
    awayUntilNanos = after(millis);
  }

  void end() {
    untilNanos.clear();
    slowUntilNanos = 0;
    awayUntilNanos = 0;
  }

  private long after(long millis) {
    return world.agenda.now() + millis * Agenda.MILLI;
  }

  boolean refuses() {
    return isBefore(awayUntilNanos);
  }

  private boolean isBefore(long nanos) {
    return world.agenda.now() < nanos;
  }

  Fate fate(Machine process, boolean writes, Draw draw) {
    EnumMap<Fate, Long> fates = untilNanos.get(process.number());
    if (fates != null) {
      for (var one : fates.entrySet()) {
        boolean fits = writes == (one.getKey() != Fate.STALE);
        if (fits && isBefore(one.getValue()) && draw.chance(50)) {
          return one.getKey();
        }
      }
    }
    return Fate.DONE;
  }

  /** How long the store takes for half of a call. */
  long delayNanos(Draw draw) {
    long slowest = isBefore(slowUntilNanos) ? slowestMillis * Agenda.MILLI : Agenda.MILLI;
    return draw.between(Agenda.MILLI / 20, slowest);
  }
}
