package dev.incumbent.cli.bench;

import dev.incumbent.cli.CommandFailedException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What can be measured.
 *
 * @param word the name that people and programs know it by
 * @param what is measured, from when to when
 */
record Benchmark(String word, String what, Aim aim, Runs runs, Workload workload) {
  /** How many runs of it there are unless it is said, and at most. */
  record Runs(int usual, int most) {}

  static final Benchmark HANDOVER =
      new Benchmark(
          "handover",
          "planned hand-over: the old leader's work has returned, to another's elected",
          new Aim("ms", 1.5, Aim.Better.LOWER),
          new Runs(100, 1_000),
          new Handover());

  static final List<Benchmark> ALL = List.of(HANDOVER);

  static String words() {
    return ALL.stream().map(Benchmark::word).collect(Collectors.joining(", "));
  }

  /**
   * The benchmark of that name.
   *
   * @throws CommandFailedException if there is none, as bad input
   */
  static Benchmark of(String word) {
    return ALL.stream()
        .filter(benchmark -> benchmark.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                CommandFailedException.badInput(
                    "benchmark '" + word + "' is refused: allowed " + words()));
  }

  /**
   * That many runs.
   *
   * @throws CommandFailedException if they are out of range, as bad input
   */
  int requireRuns(int asked) {
    if (asked < 1 || asked > runs.most()) {
      throw CommandFailedException.badInput(
          "--runs '" + asked + "' is refused: allowed 1 to " + runs.most());
    }
    return asked;
  }
}
