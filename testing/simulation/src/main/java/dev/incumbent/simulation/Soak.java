package dev.incumbent.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Seeds one after the other, until one violates an invariant or there is no time left.
 *
 * <p>Threads: one. Time: none of its own; who runs it says when it is over.
 */
public final class Soak {
  /** From so many seeds on, a soak must have exercised everything. */
  public static final long WHOLE = 10_000;

  private final long from;
  private final long seeds;
  private final Tally tally = new Tally();
  private long done;
  private Optional<Run> violated = Optional.empty();

  /**
   * @param from the first seed
   * @param seeds how many, at most
   */
  public Soak(long from, long seeds) {
    this.from = from;
    this.seeds = seeds;
  }

  /** Runs the next seeds while {@code more} says so; returns whether there are more to run. */
  public boolean run(BooleanSupplier more) {
    while (violated.isEmpty() && done < seeds) {
      if (!more.getAsBoolean()) {
        return true;
      }
      Run run = Simulation.run(from + done);
      done++;
      tally.add(run.tally());
      violated = Optional.of(run).filter(it -> it.violation().isPresent());
    }
    return false;
  }

  /** How many seeds were run. */
  public long done() {
    return done;
  }

  /** What they exercised. */
  public Tally tally() {
    return tally;
  }

  /** The run that violated an invariant, with as few faults as it takes. */
  public Optional<Run> violated() {
    return violated.map(run -> Shrinker.shrink(run, Tampering.NONE));
  }

  /** What a soak of that many seeds should have exercised and did not; empty for a short one. */
  public List<Exercised> missing() {
    List<Exercised> missing = new ArrayList<>();
    for (Exercised one : Exercised.values()) {
      if (done >= WHOLE && tally.of(one) == 0) {
        missing.add(one);
      }
    }
    return missing;
  }
}
