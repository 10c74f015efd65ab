package dev.incumbent.cli.bench;

import dev.incumbent.cli.output.Figure;
import java.time.Duration;
import java.util.Optional;

/** What is done to a side, and what of it is measured. */
interface Workload {
  /**
   * Does it so many times, on processes that have settled.
   *
   * @param measured is added a measurement for each time
   */
  void run(Field field, int times, Figure measured) throws InterruptedException;

  /** How long one time is waited for; later counts as never. */
  default Duration limit() {
    return Duration.ofMinutes(2);
  }

  /** Why that peer cannot do it, for people; empty if it can. */
  default Optional<String> refuses(String peer) {
    return Optional.empty();
  }
}
