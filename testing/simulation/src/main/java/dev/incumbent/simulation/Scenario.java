package dev.incumbent.simulation;

import dev.incumbent.lease.LeaseTimings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a seed draws before anything runs: the world's shape, and its schedule of faults.
 *
 * @param seed of everything that is drawn while it runs
 */
public record Scenario(long seed, Shape shape, List<Fault> faults) {
  private static final List<Fault.Kind> OF_CLUSTERS = kinds(Fault.Of.CLUSTER);
  private static final List<Fault.Kind> OF_RECORDS = kinds(Fault.Of.RECORDS);
  private static final int PERCENT_OVER_RECORDS = 30;
  private static final int PERCENT_WITH_KEYS = 50;
  private static final int PERCENT_WITH_PEOPLE = 20;
  private static final int PERCENT_WITH_REFUSALS = 50;

  public Scenario {
    faults = List.copyOf(faults);
  }

  /**
   * How the world is made.
   *
   * @param suspected a bit for each process whose candidates are {@code ON_SUSPICION}
   * @param withinRateBound whether all clocks' rates are within the bound
   * @param preferred whether the first process has a higher priority and asks for the lead
   * @param nodes of the cluster, if there is one
   * @param activeMillis how long faults go on
   * @param records the store of records that is the coordinator, if no cluster is
   * @param keys whether leaders use the cluster's own storage, and processes read it
   * @param people whether people look at elections and tidy up after them
   * @param refusals whether a log takes nothing now and then, though its node goes on leading
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
      long activeMillis,
      Optional<RecordShape> records,
      boolean keys,
      boolean people,
      boolean refusals) {
    LeaseTimings timings() {
      return LeaseTimings.ofTtl(Duration.ofMillis(ttlMillis));
    }

    /** How many machines are the coordinator's. */
    int coordinatorMachines() {
      return records.isPresent() ? 1 : nodes;
    }

    /** The longest time to live of a session: a restored cluster holds off for as long. */
    long maxTtlMillis() {
      return ttlMillis + ttlMillis / 2;
    }
  }

  /**
   * How a store of records is made.
   *
   * @param pushes whether it tells of changes
   * @param pollMillis how often a record is read that somebody waits for
   */
  public record RecordShape(boolean pushes, long pollMillis) {}

  /** The scenario of a seed. */
  public static Scenario of(long seed) {
    Draw draw = Draw.of(seed, "scenario");
    Optional<RecordShape> records = records(Draw.of(seed, "coordinator"));
    boolean keys = records.isEmpty() && Draw.of(seed, "keys").chance(PERCENT_WITH_KEYS);
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
            draw.between(4, 9) * 1_000,
            records,
            keys,
            keys || (records.isPresent() && Draw.of(seed, "people").chance(PERCENT_WITH_PEOPLE)),
            keys && Draw.of(seed, "refusals").chance(PERCENT_WITH_REFUSALS));
    return new Scenario(seed, shape, faults(draw, shape));
  }

  private static Optional<RecordShape> records(Draw draw) {
    if (!draw.chance(PERCENT_OVER_RECORDS)) {
      return Optional.empty();
    }
    boolean pushes = draw.chance(40);
    return Optional.of(
        new RecordShape(pushes, pushes ? draw.between(200, 1_000) : draw.between(40, 150)));
  }

  private static List<Fault.Kind> kinds(Fault.Of of) {
    return Arrays.stream(Fault.Kind.values())
        .filter(kind -> kind.of() == Fault.Of.ANY || kind.of() == of)
        .toList();
  }

  private static List<Fault> faults(Draw draw, Shape shape) {
    List<Fault.Kind> kinds = shape.records().isPresent() ? OF_RECORDS : OF_CLUSTERS;
    List<Fault> faults = new ArrayList<>();
    long number = draw.between(1, 8);
    for (int i = 0; i < number; i++) {
      Fault.Kind kind = kinds.get(draw.index(kinds.size()));
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
