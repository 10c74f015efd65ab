package dev.incumbent.cli.bench;

import java.util.List;

/** What happens when a side's turn comes. */
interface Course {
  /** The side that is ours. */
  default Side ours() {
    return new OurSide();
  }

  /**
   * Takes the turn's measurements; returns what was wrong meanwhile, a line each. Nothing that it
   * started runs any more when it returns.
   */
  List<String> take(Turn turn) throws InterruptedException;
}
