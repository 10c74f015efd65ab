package dev.incumbent.cli.simulate;

import dev.incumbent.cli.CommandFailedException;
import dev.incumbent.cli.ExitCode;
import dev.incumbent.cli.GlobalOptions;
import dev.incumbent.cli.output.Output;
import dev.incumbent.simulation.Soak;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code simulate}: runs seeds of the deterministic simulation. */
@Command(
    name = "simulate",
    description = {
      "Runs the protocol's own code in virtual time, with the faults that each seed draws, and checks the",
      "invariants after every event. Exits with 1 at a violation, or if a long soak left a fault out."
    })
public final class SimulateCommand implements Callable<Integer> {
  private static final long MAX_SEEDS = 1_000_000_000;
  private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(5);

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "How many seeds, ${DEFAULT-VALUE}; with --minutes the most.")
  private long seeds = 1_000;

  @Option(names = "--from", paramLabel = "S", description = "The first seed, ${DEFAULT-VALUE}.")
  private long from = 1;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      description = "Stop after so many minutes; without --seeds there is no other end.")
  private long minutes;

  private final GlobalOptions options;

  public SimulateCommand(GlobalOptions options) {
    this.options = options;
  }

  @Override
  public Integer call() {
    require("--seeds", seeds, 1, MAX_SEEDS);
    require("--from", from, 0, Long.MAX_VALUE - MAX_SEEDS);
    require("--minutes", minutes, 0, 100_000);
    Soak soak = new Soak(from, minutes > 0 && seeds == 1_000 ? MAX_SEEDS : seeds);
    long begun = System.nanoTime();
    long end = begun + TimeUnit.MINUTES.toNanos(minutes);
    boolean more = true;
    while (more && (minutes == 0 || System.nanoTime() - end < 0)) {
      long pause = System.nanoTime() + PROGRESS_NANOS;
      more = soak.run(() -> System.nanoTime() - pause < 0);
      options.output().note(SoakText.progress(soak, System.nanoTime() - begun));
    }
    long nanos = System.nanoTime() - begun;
    SoakResult result = SoakResult.of(soak, from, nanos);
    Output output = options.output();
    output.answer(() -> SoakText.summary(result), () -> SoakText.json(result));
    return result.clean() ? ExitCode.DONE : ExitCode.NO;
  }

  private static void require(String option, long value, long least, long most) {
    if (value < least || value > most) {
      throw CommandFailedException.badInput(
          option + " '" + value + "' is refused: allowed " + least + " to " + most);
    }
  }
}
