package dev.incumbent.cli.faults;

import dev.incumbent.cli.CommandFailedException;
import dev.incumbent.cli.ExitCode;
import dev.incumbent.cli.GlobalOptions;
import dev.incumbent.cli.dev.TemporaryFolder;
import dev.incumbent.faults.FaultsConfig;
import dev.incumbent.faults.FaultsReport;
import dev.incumbent.faults.FaultsRun;
import dev.incumbent.faults.kind.Kinds;
import dev.incumbent.faults.lab.Lab;
import dev.incumbent.faults.lab.LabUnavailableException;
import dev.incumbent.faults.lab.Postgres;
import dev.incumbent.faults.lab.Registry;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code faults}: real faults on real processes in network namespaces. */
@Command(
    name = "faults",
    description = {
      "Starts a cluster and candidates, each in a network namespace of its own, lets real faults happen that the",
      "seed draws, and judges what was recorded. Needs root on Linux. Exits with 1 at a violation."
    })
public final class FaultsCommand implements Callable<Integer> {
  private static final Duration TTL = Duration.ofSeconds(2);

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Draws the faults' order, victims and lengths, ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      description = "Go on for so long, and mix faults; else each kind once.")
  private long minutes;

  @Option(
      names = "--kinds",
      split = ",",
      paramLabel = "KIND",
      description = "Only these kinds of faults; `--kinds list` lists them.")
  private List<String> kinds = List.of();

  @Option(names = "--nodes", paramLabel = "3|5", description = "How many nodes, ${DEFAULT-VALUE}.")
  private int nodes = 3;

  @Option(
      names = "--history",
      paramLabel = "FILE",
      description = "Keep the recorded history, one JSON object a line.")
  private @Nullable Path history;

  @Option(
      names = "--break",
      paramLabel = "fence|token|stale-read|recheck|elected-early|idle-majority",
      description =
          "Replace one class by a broken one, let happen what brings it to light, and see the checker convict it (checkout only).")
  private @Nullable Gate broken;

  @Option(
      names = "--check",
      description = {
        "Only say whether this machine can make a lab: exits with 0 or 2.",
        "Names each kind that would be skipped, and why."
      })
  private boolean check;

  @Option(
      names = "--clean",
      description = "Only remove what earlier runs left that were killed with their companions.")
  private boolean clean;

  private final GlobalOptions options;

  public FaultsCommand(GlobalOptions options) {
    this.options = options;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (clean) {
      List<String> cleaned = Registry.cleanAll();
      options.output().answer(() -> FaultsText.cleaned(cleaned), () -> FaultsJson.cleaned(cleaned));
      return ExitCode.DONE;
    }
    if (kinds.equals(List.of("list"))) {
      options.output().answer(FaultsText::kinds, FaultsJson::kinds);
      return ExitCode.DONE;
    }
    Optional<Gate> gate = Optional.ofNullable(broken);
    FaultsConfig config = config(gate);
    gate.ifPresent(Gate::requirePresent);
    try {
      if (check) {
        return check(config);
      }
      return gate.isPresent() ? run(config, gate.get()) : run(config);
    } catch (LabUnavailableException e) {
      throw CommandFailedException.badInput("NO LAB: " + e.getMessage());
    }
  }

  private int check(FaultsConfig config) throws LabUnavailableException {
    Lab.requirePossible();
    Map<String, String> missing = new TreeMap<>(Kinds.missing(config.kinds()));
    Postgres.missing().ifPresent(why -> missing.put("the work on PostgreSQL", why));
    if (!missing.isEmpty()) {
      options.output().answer(() -> FaultsText.skipped(missing), () -> FaultsJson.skipped(missing));
    }
    return ExitCode.DONE;
  }

  private FaultsConfig config(Optional<Gate> gate) {
    require("--minutes", minutes, 0, 100_000);
    if (nodes != 3 && nodes != 5) {
      throw CommandFailedException.badInput("--nodes '" + nodes + "' is refused: allowed 3 or 5");
    }
    for (String kind : kinds) {
      if (!Kinds.names().contains(kind)) {
        throw CommandFailedException.badInput(
            "--kinds '" + kind + "' is refused: allowed " + String.join(", ", Kinds.names()));
      }
    }
    List<String> unasked = gate.map(Gate::kinds).orElseGet(Kinds::names);
    return new FaultsConfig(
        seed, minutes, kinds.isEmpty() ? unasked : kinds, nodes, TTL, Optional.empty());
  }

  private int run(FaultsConfig config, Gate gate)
      throws LabUnavailableException, InterruptedException {
    try (TemporaryFolder folder = new TemporaryFolder("incumbent-broken-")) {
      Thread closer = new Thread(folder::close, "faults-stop");
      Runtime.getRuntime().addShutdownHook(closer);
      int code = run(config.breaking(gate.extractTo(folder.path())));
      Runtime.getRuntime().removeShutdownHook(closer);
      return code;
    }
  }

  private int run(FaultsConfig config) throws LabUnavailableException, InterruptedException {
    boolean json = options.output().isJson();
    PrintStream live = json ? options.surroundings().err() : options.surroundings().out();
    Path file = history == null ? temporaryFile() : writable(history);
    FaultsReport report = new FaultsRun(config, new Told(live)).run(file);
    if (report.clean() && history == null) {
      delete(file);
    }
    options
        .output()
        .answer(() -> FaultsText.summary(report, file), () -> FaultsJson.of(report, file));
    return report.clean() ? ExitCode.DONE : ExitCode.NO;
  }

  /** Found out before anything is started; what the file holds already stays. */
  private static Path writable(Path file) {
    try {
      Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND).close();
      return file;
    } catch (IOException e) {
      throw CommandFailedException.badInput(
          "--history '" + file + "' is refused: allowed a file that can be written");
    }
  }

  private static Path temporaryFile() {
    try {
      return Files.createTempFile("incumbent-faults-", ".jsonl");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a temporary file", e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + file, e);
    }
  }

  private static void require(String option, long value, long least, long most) {
    if (value < least || value > most) {
      throw CommandFailedException.badInput(
          option + " '" + value + "' is refused: allowed " + least + " to " + most);
    }
  }
}
