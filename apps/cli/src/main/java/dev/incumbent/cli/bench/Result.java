package dev.incumbent.cli.bench;

import dev.incumbent.cli.output.Figure;
import java.util.List;

/**
 * What a comparison came to.
 *
 * @param measured each side's; ours is the first
 */
record Result(Benchmark benchmark, Machine machine, List<Measured> measured) {
  /**
   * One side's part.
   *
   * @param violations what was wrong with its leaderships, a line each
   */
  record Measured(Side side, Figure figure, List<String> violations) {}

  Measured ours() {
    return measured.get(0);
  }

  List<Measured> peers() {
    return measured.subList(1, measured.size());
  }

  /** Whether every guarantee of ours held. A peer's broken one is shown, and is not ours. */
  boolean clean() {
    return ours().violations().isEmpty();
  }
}
