package dev.incumbent.simulation;

import dev.incumbent.session.client.ClockReading;

/**
 * One machine's clocks: a monotonic one with an origin and a rate of its own, and a wall clock that
 * is set now and then.
 */
final class SimClock {
  private static final long MILLION = 1_000_000;
  private static final long EPOCH_MILLIS = 1_700_000_000_000L;

  private final Agenda agenda;
  private final long origin;
  private final long ppm;
  private long wallOffsetMillis;

  /**
   * @param ppm by how many millionths it runs fast
   */
  SimClock(Agenda agenda, long origin, long ppm, long wallOffsetMillis) {
    this.agenda = agenda;
    this.origin = origin;
    this.ppm = ppm;
    this.wallOffsetMillis = wallOffsetMillis;
  }

  long nanos() {
    return origin + local(agenda.now());
  }

  private long local(long real) {
    return real + real / MILLION * ppm + real % MILLION * ppm / MILLION;
  }

  /** The first real time at which this clock shows at least that. */
  long realAt(long nanos) {
    long elapsed = nanos - origin;
    long real = elapsed - (long) ((double) elapsed * ppm / (MILLION + ppm));
    while (local(real) >= elapsed && real > 0) {
      real--;
    }
    while (local(real) < elapsed) {
      real++;
    }
    return real;
  }

  long wallMillis() {
    return EPOCH_MILLIS + wallOffsetMillis + local(agenda.now()) / MILLION;
  }

  void setWall(long byMillis) {
    wallOffsetMillis += byMillis;
  }

  ClockReading read() {
    return new ClockReading(nanos(), wallMillis());
  }
}
