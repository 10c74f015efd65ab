package dev.incumbent.cli.bench;

import dev.incumbent.cli.ExitCode;
import dev.incumbent.cli.GlobalOptions;
import dev.incumbent.cli.output.Output;
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
      "Exits with 1 if a guarantee was broken while it measured. Leave the machine alone meanwhile."
    })
public final class BenchCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "What to measure: handover.")
  private String name = "";

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "How many measurements; each benchmark has a usual number.")
  private @Nullable Integer runs;

  private final GlobalOptions options;

  public BenchCommand(GlobalOptions options) {
    this.options = options;
  }

  @Override
  public Integer call() throws InterruptedException {
    Benchmark benchmark = Benchmark.of(name);
    int times = benchmark.requireRuns(runs == null ? benchmark.runs().usual() : runs);
    Output output = options.output();
    try (Comparison comparison = new Comparison(output::note)) {
      Thread closer = new Thread(comparison::close, "bench-stop");
      Runtime.getRuntime().addShutdownHook(closer);
      Result result = comparison.run(benchmark, List.of(new OurSide()), times);
      Runtime.getRuntime().removeShutdownHook(closer);
      output.answer(() -> ResultText.table(result), () -> ResultJson.of(result));
      return result.clean() ? ExitCode.DONE : ExitCode.NO;
    }
  }
}
