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
record Benchmark(
    String word, String what, Aim aim, Runs runs, Workload workload, PeerSettings peerSettings) {
  /**
   * How often it is done.
   *
   * @param usual unless it is said
   * @param most that can be asked for
   * @param uncounted before those that are counted, in each round, but not more than those
   */
  record Runs(int usual, int most, int uncounted) {}

  /** At which settings peers are measured: what is noticed by silence depends on them. */
  enum PeerSettings {
    DEFAULT,
    DEFAULT_AND_BEST
  }

  static final Benchmark HANDOVER =
      new Benchmark(
          "handover",
          "planned hand-over: the old leader's work has returned, to another's elected",
          new Aim("ms", 1.5, Aim.Better.LOWER),
          new Runs(100, 1_000, 50),
          new Handover(),
          PeerSettings.DEFAULT);

  static final Benchmark CRASH =
      new Benchmark(
          "crash",
          "kill -9 of the leader's process, to another's elected",
          new Aim("ms", 10, Aim.Better.LOWER),
          new Runs(15, 200, 1),
          new Crash(),
          PeerSettings.DEFAULT_AND_BEST);

  static final Benchmark WRITES =
      new Benchmark(
          "writes",
          "fenced replicated writes of 256 bytes a second, one client",
          new Aim("a second", 3_246, Aim.Better.HIGHER),
          new Runs(15, 200, 3),
          new Rate("write", 1),
          PeerSettings.DEFAULT);

  static final Benchmark WRITES_64 =
      new Benchmark(
          "writes-64",
          "fenced replicated writes of 256 bytes a second, 64 clients",
          new Aim("a second", 37_600, Aim.Better.HIGHER),
          new Runs(15, 200, 3),
          new Rate("write", 64),
          PeerSettings.DEFAULT);

  static final Benchmark CYCLES =
      new Benchmark(
          "cycles",
          "an election acquired and released, times a second, one election",
          new Aim("a second", 2_250, Aim.Better.HIGHER),
          new Runs(15, 200, 3),
          new Rate("cycle", 1),
          PeerSettings.DEFAULT);

  static final Benchmark CYCLES_64 =
      new Benchmark(
          "cycles-64",
          "an election acquired and released, times a second, 64 elections at once",
          new Aim("a second", 43_000, Aim.Better.HIGHER),
          new Runs(15, 200, 3),
          new Rate("cycle", 64),
          PeerSettings.DEFAULT);

  static final Benchmark RENEWALS =
      new Benchmark(
          "renewals",
          "acknowledged renewals of sessions a second, 10,000 sessions in four processes",
          new Aim("a second", 300_000, Aim.Better.HIGHER),
          new Runs(15, 200, 3),
          new Renewals(4, 2_500, 5_000),
          PeerSettings.DEFAULT);

  static final Benchmark MASS_ACQUIRE_1000 = massAcquire(1_000, 15);
  static final Benchmark MASS_ACQUIRE_10000 = massAcquire(10_000, 5);
  static final Benchmark MASS_FAILOVER_1000 = massFailover(1_000, 5);
  static final Benchmark MASS_FAILOVER_10000 = massFailover(10_000, 3);

  static final List<Benchmark> ALL =
      List.of(
          HANDOVER,
          CRASH,
          WRITES,
          WRITES_64,
          CYCLES,
          CYCLES_64,
          RENEWALS,
          MASS_ACQUIRE_1000,
          MASS_ACQUIRE_10000,
          MASS_FAILOVER_1000,
          MASS_FAILOVER_10000);

  /** 1,000 in a tenth of a second, and more at the same rate. */
  private static Benchmark massAcquire(int elections, int runs) {
    return new Benchmark(
        "mass-acquire-" + elections,
        "elections acquired by one process: its first campaign, to the last of "
            + elections
            + " led",
        new Aim("ms", elections / 10.0, Aim.Better.LOWER),
        new Runs(runs, 50, 2),
        new MassAcquire(elections),
        PeerSettings.DEFAULT);
  }

  /** 10,000 in a second, and fewer at the same rate. */
  private static Benchmark massFailover(int elections, int runs) {
    return new Benchmark(
        "mass-failover-" + elections,
        "kill -9 of the process that leads "
            + elections
            + " elections, to the last of them led by another",
        new Aim("ms", elections / 10.0, Aim.Better.LOWER),
        new Runs(runs, 50, 1),
        new MassFailover(elections),
        PeerSettings.DEFAULT_AND_BEST);
  }

  static String words() {
    return ALL.stream().map(Benchmark::word).collect(Collectors.joining(", ")) + ", " + Scale.WORD;
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
