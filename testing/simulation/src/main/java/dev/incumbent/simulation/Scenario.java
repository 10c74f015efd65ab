package dev.incumbent.simulation;

import dev.incumbent.lease.LeaseTimings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a seed draws before anything runs: the world's shape, and its schedule of faults.
 *
 * @param seed of everything that is drawn while it runs
 */
public record Scenario(long seed, Shape shape, List<Fault> faults) {
  private static final Fault.Kind[] KINDS = Fault.Kind.values();

  public Scenario {
    faults = List.copyOf(faults);
  }

  /**
   * How the world is made.
   *
   * @param suspected a bit for each process whose candidates are {@code ON_SUSPICION}
   * @param withinRateBound whether all clocks' rates are within the bound
   * @param preferred whether the first process has a higher priority and asks for the lead
   * @param activeMillis how long faults go on
   */
  public record Shape(
      int nodes,
      int processes,
      int elections,
      long ttlMillis,
      int suspected,
      boolean withinRateBound,
      boolean healthChecked,
      boolean preferred,
      long lockDelayMillis,
      long activeMillis) {
    LeaseTimings timings() {
      return LeaseTimings.ofTtl(Duration.ofMillis(ttlMillis));
    }

    /** The longest time to live of a session: a restored cluster holds off for as long. */
    long maxTtlMillis() {
      return ttlMillis + ttlMillis / 2;
    }
  }

  /** The scenario of a seed. */
  public static Scenario of(long seed) {
    Draw draw = Draw.of(seed, "scenario");
    Shape shape =
        new Shape(
            draw.chance(90) ? 3 : 5,
            (int) draw.between(2, 3),
            draw.chance(80) ? 1 : 2,
            draw.between(5, 16) * 100,
            (int) draw.nextLong() & 7 & (int) draw.nextLong(),
            !draw.chance(10),
            draw.chance(10),
            draw.chance(10),
            draw.chance(10) ? draw.between(100, 500) : 0,
            draw.between(4, 9) * 1_000);
    return new Scenario(seed, shape, faults(draw, shape));
  }

  private static List<Fault> faults(Draw draw, Shape shape) {
    List<Fault> faults = new ArrayList<>();
    long number = draw.between(1, 8);
    for (int i = 0; i < number; i++) {
      Fault.Kind kind = KINDS[draw.index(KINDS.length)];
      faults.add(
          new Fault(
              draw.between(300, shape.activeMillis()),
              kind,
              draw.index(64),
              draw.index(64),
              draw.between(20, draw.chance(50) ? shape.ttlMillis() : 3 * shape.ttlMillis())));
    }
    faults.sort(Comparator.comparingLong(Fault::atMillis));
    return faults;
  }

  /** The same without one of its faults. */
  Scenario without(int fault) {
    List<Fault> fewer = new ArrayList<>(faults);
    fewer.remove(fault);
    return new Scenario(seed, shape, fewer);
  }

  /** The same in another shape. */
  Scenario shaped(Shape other) {
    return new Scenario(seed, other, faults);
  }
}
