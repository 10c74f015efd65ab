package dev.incumbent.cli.bench;

import dev.incumbent.cli.ExitCode;
import dev.incumbent.cli.GlobalOptions;
import dev.incumbent.cli.output.Output;
import dev.incumbent.cli.output.PageFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
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
      description = "What to measure: ${COMPLETION-CANDIDATES}.",
      completionCandidates = Names.class)
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
      names = "--plot",
      paramLabel = "FILE",
      description = "Draw every measurement into an SVG file, too.")
  private @Nullable Path plot;

  private final GlobalOptions options;

  /** The names of all benchmarks. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Benchmark.ALL.stream().map(Benchmark::word).iterator();
    }
  }

  public BenchCommand(GlobalOptions options) {
    this.options = options;
  }

  @Override
  public Integer call() throws InterruptedException {
    Benchmark benchmark = Benchmark.of(name);
    int times = benchmark.requireRuns(runs == null ? benchmark.runs().usual() : runs);
    List<Side> sides = new ArrayList<>(List.of(benchmark.workload().ours()));
    sides.addAll(
        Peers.require(benchmark, against, options.surroundings().environment(), Peers.jar()));
    if (plot != null) {
      PageFile.require("--plot", plot);
    }
    Output output = options.output();
    try (Comparison comparison = new Comparison(output::note)) {
      Thread closer = new Thread(comparison::close, "bench-stop");
      Runtime.getRuntime().addShutdownHook(closer);
      Result result = comparison.run(benchmark, sides, times);
      Runtime.getRuntime().removeShutdownHook(closer);
      if (plot != null) {
        PageFile.write(plot, ResultPlot.of(result));
        output.note("the plot is " + plot);
      }
      output.answer(() -> ResultText.table(result), () -> ResultJson.of(result));
      return result.clean() ? ExitCode.DONE : ExitCode.NO;
    }
  }
}
