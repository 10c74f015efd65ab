package dev.incumbent.simulation;

import java.util.Optional;

/** Takes faults out of a schedule for as long as the rest of it still violates something. */
final class Shrinker {
  private Shrinker() {}

  /** Returns the smallest violating run that leaving out one fault after another leads to. */
  static Run shrink(Run violated, Tampering tampering) {
    Run smallest = violated;
    Optional<Run> smaller = withoutOne(smallest, tampering);
    while (smaller.isPresent()) {
      smallest = smaller.get();
      smaller = withoutOne(smallest, tampering);
    }
    return smallest;
  }

  private static Optional<Run> withoutOne(Run violated, Tampering tampering) {
    for (int fault = 0; fault < violated.scenario().faults().size(); fault++) {
      Run run = Simulation.run(violated.scenario().without(fault), tampering, false);
      if (run.violation().isPresent()) {
        return Optional.of(run);
      }
    }
    return Optional.empty();
  }
}
