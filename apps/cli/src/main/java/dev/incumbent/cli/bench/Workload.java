package dev.incumbent.cli.bench;

import dev.incumbent.cli.output.Figure;

/** What is done to a side, and what of it is measured. */
interface Workload {
  /**
   * Does it so many times, on processes that have settled.
   *
   * @param measured is added a measurement for each time
   */
  void run(Field field, int times, Figure measured) throws InterruptedException;
}
