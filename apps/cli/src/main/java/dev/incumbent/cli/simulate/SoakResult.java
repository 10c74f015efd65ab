package dev.incumbent.cli.simulate;

import dev.incumbent.simulation.Exercised;
import dev.incumbent.simulation.Run;
import dev.incumbent.simulation.Soak;
import dev.incumbent.simulation.Tally;
import java.util.List;
import java.util.Optional;

/**
 * What a soak came to.
 *
 * @param violated the run that violated an invariant, with as few faults as it takes
 * @param missing what a long soak should have exercised and did not
 */
record SoakResult(
    long from,
    long seeds,
    long nanos,
    Tally tally,
    Optional<Run> violated,
    List<Exercised> missing) {
  static SoakResult of(Soak soak, long from, long nanos) {
    return new SoakResult(from, soak.done(), nanos, soak.tally(), soak.violated(), soak.missing());
  }

  boolean clean() {
    return violated.isEmpty() && missing.isEmpty();
  }

  long perSecond() {
    return nanos == 0 ? 0 : seeds * 1_000_000_000 / nanos;
  }
}
