package dev.incumbent.faults.child;

import dev.incumbent.election.ElectionName;
import dev.incumbent.election.Leadership;

/**
 * What every leader that writes does: it tells that its work begins, writes again and again until
 * it is told to stop, and once more then, and tells that its work has returned.
 */
record Leading(ElectionName election, Wire wire, long pauseMillis) {
  /** One write. */
  @FunctionalInterface
  interface Step {
    void write(Leadership leadership);
  }

  void lead(Leadership leadership, Step step) throws InterruptedException {
    wire.tell("elected", election, leadership.token());
    var unused =
        leadership
            .stopSignal()
            .asStage()
            .thenRun(() -> wire.tell("stop", election, leadership.token()));
    while (leadership.stopSignal().cause().isEmpty()) {
      step.write(leadership);
      Thread.sleep(pauseMillis);
    }
    step.write(leadership);
    wire.tell("returned", election, leadership.token());
  }

  void ended(Leadership leadership) {
    wire.tell("ended", election, leadership.token());
  }
}
