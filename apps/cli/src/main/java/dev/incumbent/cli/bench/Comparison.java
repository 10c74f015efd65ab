package dev.incumbent.cli.bench;

import dev.incumbent.cli.dev.TemporaryFolder;
import dev.incumbent.cli.output.Figure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Measures sides in turn, A B A B, each on processes of its own that are gone when the next side's
 * turn comes: what else the machine does meets all of them alike.
 *
 * <p>Threads: for use by one, but for {@link #close}.
 */
final class Comparison implements AutoCloseable {
  /** How often each side's turn comes, unless it is to last. */
  static final int ROUNDS = 2;

  private final TemporaryFolder folder = new TemporaryFolder("incumbent-bench-");
  private final Consumer<String> told;
  private volatile Optional<Runnable> open = Optional.empty();

  /** Tells {@code told} of its progress. */
  Comparison(Consumer<String> told) {
    this.told = told;
  }

  /** Measures the benchmark {@code runs} times on each side, the first of which is ours. */
  Result run(Benchmark benchmark, List<Side> sides, int runs) throws InterruptedException {
    Machine before = Machine.now(folder.path());
    List<Result.Measured> measured = new ArrayList<>();
    for (Side side : sides) {
      measured.add(new Result.Measured(side, Figure.in(benchmark.aim().unit()), new ArrayList<>()));
    }
    int rounds = Math.min(benchmark.workload().rounds(), runs);
    for (int round = 0; round < rounds; round++) {
      int share = share(runs, rounds, round);
      for (Result.Measured one : measured) {
        told.accept(
            "round "
                + (round + 1)
                + " of "
                + rounds
                + ": "
                + one.side().name()
                + ", "
                + share
                + " runs");
        measure(benchmark, one, share);
      }
    }
    return new Result(benchmark, before, measured);
  }

  /** How many of the runs fall into that round. */
  static int share(int runs, int rounds, int round) {
    return runs / rounds + (round < runs % rounds ? 1 : 0);
  }

  private void measure(Benchmark benchmark, Result.Measured one, int runs)
      throws InterruptedException {
    int uncounted = Math.min(runs, benchmark.runs().uncounted());
    Turn turn = new Turn(one.side(), newFolder(), uncounted, runs, one.figure(), this::opened);
    try {
      one.violations().addAll(benchmark.workload().take(turn));
    } finally {
      open = Optional.empty();
    }
  }

  private void opened(Runnable closing) {
    open = Optional.of(closing);
  }

  private Path newFolder() {
    try {
      return Files.createTempDirectory(folder.path(), "side-");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a folder in " + folder.path(), e);
    }
  }

  /** Ends every process that it started, and deletes what they wrote. Idempotent; by any thread. */
  @Override
  public void close() {
    open.ifPresent(Runnable::run);
    folder.close();
  }
}
