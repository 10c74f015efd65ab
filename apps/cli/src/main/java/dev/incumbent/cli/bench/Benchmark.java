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
    String word, String what, Aim aim, Runs runs, Course workload, PeerSettings peerSettings) {
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
    /** At none: ours is compared with itself, or they have nothing that could be measured so. */
    NONE,
    /** Of etcd at its defaults: ZooKeeper's clients cannot be asked for it. */
    ETCD_ALONE,
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
          new Runs(15, 1_000, 3),
          new Rate("write", 1),
          PeerSettings.DEFAULT);

  static final Benchmark WRITES_64 =
      new Benchmark(
          "writes-64",
          "fenced replicated writes of 256 bytes a second, 64 clients",
          new Aim("a second", 37_600, Aim.Better.HIGHER),
          new Runs(15, 1_000, 3),
          new Rate("write", 64),
          PeerSettings.DEFAULT);

  static final Benchmark CYCLES =
      new Benchmark(
          "cycles",
          "an election acquired and released, times a second, one election",
          new Aim("a second", 2_250, Aim.Better.HIGHER),
          new Runs(15, 1_000, 3),
          new Rate("cycle", 1),
          PeerSettings.DEFAULT);

  static final Benchmark CYCLES_64 =
      new Benchmark(
          "cycles-64",
          "an election acquired and released, times a second, 64 elections at once",
          new Aim("a second", 43_000, Aim.Better.HIGHER),
          new Runs(15, 1_000, 3),
          new Rate("cycle", 64),
          PeerSettings.DEFAULT);

  static final Benchmark COORDINATOR_CRASH =
      new Benchmark(
          "coordinator-crash",
          "kill -9 of the coordinator's own leader, to the next acknowledged write that began later",
          new Aim("ms", 150, Aim.Better.LOWER),
          new Runs(15, 200, 1),
          new CoordinatorCrash(),
          PeerSettings.DEFAULT);

  static final Benchmark PAUSE =
      new Benchmark(
          "pause",
          "SIGSTOP of the leader's process, to another's elected",
          new Aim("ms", 300, Aim.Better.LOWER),
          new Runs(15, 200, 1),
          new Pause(),
          PeerSettings.DEFAULT_AND_BEST);

  static final Benchmark CRASH_EMBEDDED =
      new Benchmark(
          "crash-embedded",
          "kill -9 of the process that is the leader and the coordinator's leader, to another's"
              + " elected",
          new Aim("ms", 170, Aim.Better.LOWER),
          new Runs(15, 200, 1),
          new CrashEmbedded(),
          PeerSettings.NONE);

  static final Benchmark CRASH_AFTER_LEASE =
      new Benchmark(
          "crash-after-lease",
          "after kill -9 of a leader that is AFTER_LEASE: its lease's end, to another's elected",
          new Aim("ms", 20, Aim.Better.LOWER),
          new Runs(15, 200, 1),
          new CrashAfterLease(),
          PeerSettings.NONE);

  static final Benchmark STARTUP =
      new Benchmark(
          "startup",
          "three servers' processes started on empty folders, to each serves; no candidates",
          Aim.none("ms", Aim.Better.LOWER),
          new Runs(10, 100, 1),
          new Startup(),
          PeerSettings.DEFAULT);

  static final Benchmark RESTART =
      new Benchmark(
          "restart",
          "one server's process started on the data that it had, to it serves",
          Aim.none("ms", Aim.Better.LOWER),
          new Runs(10, 100, 1),
          new Restart(),
          PeerSettings.DEFAULT);

  static final Benchmark FENCE_COST =
      new Benchmark(
          "fence-cost",
          "what the JDBC fence adds to a small transaction in PostgreSQL, of the transaction's time",
          new Aim("percent", 5, Aim.Better.LOWER),
          new Runs(15, 200, 3),
          new FenceCost(),
          PeerSettings.NONE);

  static final Benchmark RENEWALS =
      new Benchmark(
          "renewals",
          "acknowledged renewals of sessions a second, 10,000 sessions in four processes",
          new Aim("a second", 300_000, Aim.Better.HIGHER),
          new Runs(15, 200, 3),
          new Renewals(4, 2_500, 5_000),
          PeerSettings.ETCD_ALONE);

  static final Benchmark MASS_ACQUIRE = massAcquire("mass-acquire", 1_000, 15);
  static final Benchmark MASS_ACQUIRE_10000 = massAcquire("mass-acquire-10000", 10_000, 5);
  static final Benchmark MASS_FAILOVER = massFailover("mass-failover", 1_000, 5);
  static final Benchmark MASS_FAILOVER_10000 = massFailover("mass-failover-10000", 10_000, 3);
  static final Benchmark SCALE = scale("scale", 10_000, 2);
  static final Benchmark SCALE_100000 = scale("scale-100000", 100_000, 2);
  static final Benchmark SCALE_1000000 = scale("scale-1000000", 1_000_000, 1);

  static final Benchmark SOAK =
      new Benchmark(
          "soak",
          "half load on the same processes: what the three servers take together",
          Aim.none("MiB", Aim.Better.LOWER),
          new Runs(450, 5_000, 1),
          new Soak(),
          PeerSettings.NONE);

  static final List<Benchmark> ALL =
      List.of(
          HANDOVER,
          CRASH,
          WRITES,
          WRITES_64,
          CYCLES,
          CYCLES_64,
          COORDINATOR_CRASH,
          PAUSE,
          CRASH_EMBEDDED,
          CRASH_AFTER_LEASE,
          STARTUP,
          RESTART,
          FENCE_COST,
          SOAK,
          RENEWALS,
          MASS_ACQUIRE,
          MASS_ACQUIRE_10000,
          MASS_FAILOVER,
          MASS_FAILOVER_10000,
          SCALE,
          SCALE_100000,
          SCALE_1000000);

  /** 1,000 in a tenth of a second, and more at the same rate. */
  private static Benchmark massAcquire(String word, int elections, int runs) {
    return new Benchmark(
        word,
        "one process's first campaign, to it leads the last of %,d elections".formatted(elections),
        new Aim("ms", elections / 10.0, Aim.Better.LOWER),
        new Runs(runs, 50, 2),
        new MassAcquire(elections),
        PeerSettings.DEFAULT);
  }

  /** 10,000 in a second, and fewer at the same rate. */
  private static Benchmark massFailover(String word, int elections, int runs) {
    return new Benchmark(
        word,
        "kill -9 of the process that leads %,d elections, to another leads the last of them"
            .formatted(elections),
        new Aim("ms", elections / 10.0, Aim.Better.LOWER),
        new Runs(runs, 50, 1),
        new MassFailover(elections),
        PeerSettings.DEFAULT_AND_BEST);
  }

  private static Benchmark scale(String word, int elections, int runs) {
    return new Benchmark(
        word,
        "resident memory of the server that needs most, while %,d elections are held"
            .formatted(elections),
        Aim.none("MB", Aim.Better.LOWER),
        new Runs(runs, 10, 0),
        new Scale(elections),
        PeerSettings.DEFAULT);
  }

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
