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
  /** How often each side's turn comes. */
  static final int ROUNDS = 2;

  /** Until start-up's work is over. */
  private static final long SETTLE_MILLIS = 3_000;

  private final TemporaryFolder folder = new TemporaryFolder("incumbent-bench-");
  private final Consumer<String> told;
  private volatile Optional<Field> open = Optional.empty();

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
    int rounds = Math.min(ROUNDS, runs);
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
    List<String> wrong =
        on(
            one.side(),
            field -> {
              int uncounted = Math.min(runs, benchmark.runs().uncounted());
              benchmark.workload().run(field, uncounted, Figure.in("uncounted"));
              benchmark.workload().run(field, runs, one.figure());
            });
    one.violations().addAll(wrong);
  }

  /** Lets elections grow on each side in its turn, the first of which is ours. */
  ScaleResult grow(Scale scale, List<Side> sides) throws InterruptedException {
    Machine before = Machine.now(folder.path());
    List<ScaleResult.Grown> grown = new ArrayList<>();
    for (Side side : sides) {
      told.accept(side.name() + ": up to " + scale.steps().get(scale.steps().size() - 1) + " held");
      List<ScaleResult.Row> rows = new ArrayList<>();
      List<String> wrong = on(side, field -> rows.addAll(scale.run(field)));
      grown.add(new ScaleResult.Grown(side, rows, wrong));
    }
    return new ScaleResult(before, grown);
  }

  /** What is done to one side's processes. */
  private interface Turn {
    void take(Field field) throws InterruptedException;
  }

  /** One side's turn, on processes of its own that have settled; what was wrong. */
  private List<String> on(Side side, Turn turn) throws InterruptedException {
    try (Field field = side.open(newFolder())) {
      open = Optional.of(field);
      Thread.sleep(SETTLE_MILLIS);
      turn.take(field);
      return field.endAndJudge();
    } finally {
      open = Optional.empty();
    }
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
    open.ifPresent(Field::close);
    folder.close();
  }
}
