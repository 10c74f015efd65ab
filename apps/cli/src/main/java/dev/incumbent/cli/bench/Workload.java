package dev.incumbent.cli.bench;

import dev.incumbent.cli.output.Figure;
import java.util.List;

/** What is done to a side's servers and candidates, and what of it is measured. */
interface Workload extends Course {
  /** Until start-up's work is over. */
  long SETTLE_MILLIS = 3_000;

  /**
   * Does it so many times, on processes that have settled.
   *
   * @param measured is added a measurement for each time
   */
  void run(Field field, int times, Figure measured) throws InterruptedException;

  @Override
  default List<String> take(Turn turn) throws InterruptedException {
    try (Field field = turn.side().open(turn.folder())) {
      turn.opened().accept(field::close);
      Thread.sleep(SETTLE_MILLIS);
      run(field, turn.uncounted(), Figure.in("uncounted"));
      run(field, turn.runs(), turn.figure());
      return field.endAndJudge();
    }
  }
}
