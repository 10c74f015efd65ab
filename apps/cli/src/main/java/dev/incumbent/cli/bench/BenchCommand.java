package dev.incumbent.cli.bench;

import dev.incumbent.cli.CommandFailedException;
import dev.incumbent.cli.ExitCode;
import dev.incumbent.cli.GlobalOptions;
import dev.incumbent.cli.output.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bench}: measures, and judges what it measured on. */
@Command(
    name = "bench",
    description = {
      "Starts three servers and three candidates, each a process, measures them, and judges what they did.",
      "Peers are measured by the same driver, in turn with ours, on servers of their own.",
      "Exits with 1 if a guarantee was broken while it measured. Leave the machine alone meanwhile."
    })
public final class BenchCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "NAME",
      description = {
        "What to measure: handover, crash, writes, writes-64, cycles, cycles-64, renewals,",
        "mass-acquire-1000, mass-acquire-10000, mass-failover-1000, mass-failover-10000, scale."
      })
  private String name = "";

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "How many measurements; each benchmark has a usual number.")
  private @Nullable Integer runs;

  @Option(
      names = "--against",
      split = ",",
      paramLabel = "PEER",
      description = "Measure these in turn with ours: etcd, zookeeper (checkout only).")
  private List<String> against = List.of();

  @Option(
      names = "--elections",
      paramLabel = "N",
      description = "Of scale: hold up to so many, 1000 to 1000000; else 100000.")
  private @Nullable Integer elections;

  private final GlobalOptions options;

  public BenchCommand(GlobalOptions options) {
    this.options = options;
  }

  @Override
  public Integer call() throws InterruptedException {
    return name.equals(Scale.WORD) ? grow() : measure();
  }

  private int measure() throws InterruptedException {
    Benchmark benchmark = Benchmark.of(name);
    if (elections != null) {
      throw CommandFailedException.badInput("--elections is refused: only scale has it");
    }
    int times = benchmark.requireRuns(runs == null ? benchmark.runs().usual() : runs);
    List<Side> sides = new ArrayList<>(List.of(new OurSide()));
    sides.addAll(Peers.require(benchmark, against, environment(), Peers.jar()));
    Output output = options.output();
    try (Comparison comparison = new Comparison(output::note)) {
      Result result = stoppable(comparison, () -> comparison.run(benchmark, sides, times));
      output.answer(() -> ResultText.table(result), () -> ResultJson.of(result));
      return result.clean() ? ExitCode.DONE : ExitCode.NO;
    }
  }

  private int grow() throws InterruptedException {
    if (runs != null) {
      throw CommandFailedException.badInput("--runs is refused: scale has no number of runs");
    }
    Scale scale = Scale.upTo(elections == null ? Scale.USUAL : elections);
    List<Side> sides = new ArrayList<>(List.of(new OurSide()));
    sides.addAll(Peers.require(Benchmark.MASS_ACQUIRE_10000, against, environment(), Peers.jar()));
    sides.replaceAll(side -> side.withServerVm(Scale.SERVER_VM));
    Output output = options.output();
    try (Comparison comparison = new Comparison(output::note)) {
      ScaleResult result = stoppable(comparison, () -> comparison.grow(scale, sides));
      output.answer(result::toText, result::toJson);
      return result.clean() ? ExitCode.DONE : ExitCode.NO;
    }
  }

  private Map<String, String> environment() {
    return options.surroundings().environment();
  }

  private interface Doing<T> {
    T get() throws InterruptedException;
  }

  /** Whatever it started ends with this process, too. */
  private static <T> T stoppable(Comparison comparison, Doing<T> doing)
      throws InterruptedException {
    Thread closer = new Thread(comparison::close, "bench-stop");
    Runtime.getRuntime().addShutdownHook(closer);
    T result = doing.get();
    Runtime.getRuntime().removeShutdownHook(closer);
    return result;
  }
}
