package dev.incumbent.client;

import dev.incumbent.session.client.ClockReading;
import dev.incumbent.time.MonotonicClock;
import dev.incumbent.time.WallClock;

/**
 * Reads the two clocks so close to each other that a pause between them is not taken for a jump of
 * the wall clock.
 *
 * <p>Threads: safe for use by any thread.
 */
public final class Clocks {
  private static final long CLOSE_NANOS = 5_000_000;
  private static final int MAX_TRIES = 5;

  private final MonotonicClock monotonic;
  private final WallClock wall;

  public Clocks(MonotonicClock monotonic, WallClock wall) {
    this.monotonic = monotonic;
    this.wall = wall;
  }

  /** The machine's own clocks. */
  public static Clocks ofSystem() {
    return new Clocks(System::nanoTime, System::currentTimeMillis);
  }

  /** Both clocks, read within 5 ms unless the thread is paused at each of five tries. */
  public ClockReading read() {
    ClockReading reading = new ClockReading(monotonic.nanos(), wall.epochMillis());
    for (int tries = 1; tries < MAX_TRIES; tries++) {
      if (monotonic.nanos() - reading.nanos() <= CLOSE_NANOS) {
        return reading;
      }
      reading = new ClockReading(monotonic.nanos(), wall.epochMillis());
    }
    return reading;
  }

  /** The monotonic clock alone. */
  public long nanos() {
    return monotonic.nanos();
  }
}
