package dev.incumbent.simulation;

import java.util.List;
import java.util.Optional;

/**
 * What became of one scenario.
 *
 * @param digest of everything that happened, in order: equal for equal runs
 * @param virtualMillis how much time passed in it
 * @param lastLines what happened last; empty if nothing was violated
 */
public record Run(
    Scenario scenario,
    long digest,
    long virtualMillis,
    Tally tally,
    Optional<ViolationException> violation,
    List<String> lastLines) {
  public Run {
    lastLines = List.copyOf(lastLines);
  }
}
