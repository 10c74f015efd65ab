package dev.incumbent.cli.bench;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What happens when a side's turn comes. */
interface Course {
  /** The side that is ours. */
  default Side ours() {
    return new OurSide();
  }

  /** The options of servers that are JVMs, a peer's, too. */
  default List<String> serverVm() {
    return OurSide.SERVER_VM;
  }

  /** How often each side's turn comes, if there are as many runs. */
  default int rounds() {
    return Comparison.ROUNDS;
  }

  /**
   * What else its runs show, by name, and what its median is to be: {@link
   * dev.incumbent.cli.output.Figure#beside} of what is measured.
   */
  default SortedMap<String, Aim> beside() {
    return new TreeMap<>();
  }

  /**
   * Takes the turn's measurements; returns what was wrong meanwhile, a line each. Nothing that it
   * started runs any more when it returns.
   */
  List<String> take(Turn turn) throws InterruptedException;
}
