package dev.incumbent.cli.command;

import dev.incumbent.cli.CommandFailedException;
import dev.incumbent.cli.DurationConverter;
import dev.incumbent.cli.ExitCode;
import dev.incumbent.cli.GlobalOptions;
import dev.incumbent.cli.ProcessLabel;
import dev.incumbent.cli.run.RunConfig;
import dev.incumbent.cli.run.Runner;
import dev.incumbent.cli.supervisor.Supervisor;
import dev.incumbent.cli.supervisor.SupervisorUnavailableException;
import dev.incumbent.election.CampaignConfig;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.ElectionName;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.lease.LeaseTimings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code run}: runs a command only while leading. */
@Command(
    name = "run",
    description = {
      "Runs a command only while this process leads the election, and waits for its turn.",
      "The command finds INCUMBENT_TOKEN, _GRANT, _ELECTION, _CANDIDATE and _COORDINATOR in its environment."
    },
    footer = {
      "Exits with the command's code (128+n for a signal). Its own: 124 leadership lost with --on-loss exit,",
      "125 Incumbent failed, 126 cannot execute, 127 not found; 1 not granted within --wait, 3 if for want of a coordinator."
    })
public final class RunCommand implements Callable<Integer> {
  /** What to do when the leadership is lost. */
  enum OnLoss {
    CAMPAIGN,
    EXIT
  }

  @Parameters(index = "0", paramLabel = "ELECTION", description = "The election.")
  private String election = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "COMMAND",
      description = "The command, after --.")
  private List<String> command = List.of();

  @Option(names = "--as", paramLabel = "NAME", description = "The candidate's name; else host/pid.")
  private @Nullable String as;

  @Option(
      names = "--wait",
      paramLabel = "D",
      converter = DurationConverter.class,
      description =
          "Wait at most D for its turn, then exit with 1, or 3 without a coordinator; without bound unless given.")
  private @Nullable Duration wait;

  @Option(
      names = "--on-loss",
      paramLabel = "campaign|exit",
      description = "After a lost leadership campaign and run again (default), or exit with 124.")
  private OnLoss onLoss = OnLoss.CAMPAIGN;

  @Option(
      names = "--grace",
      paramLabel = "D",
      converter = DurationConverter.class,
      description = "From SIGTERM to SIGKILL, 2s.")
  private Duration grace = Duration.ofSeconds(2);

  @Option(
      names = "--ttl",
      paramLabel = "D",
      converter = DurationConverter.class,
      description = "The session's time to live, 5s.")
  private Duration ttl = Duration.ofSeconds(5);

  @Option(
      names = "--once",
      description =
          "Run nothing, and exit with 0, if another completed the command (exit code 0) while this one waited.")
  private boolean once;

  @Mixin private final CandidateOptions candidate = new CandidateOptions();

  private final GlobalOptions options;

  public RunCommand(GlobalOptions options) {
    this.options = options;
  }

  @Override
  public Integer call() throws InterruptedException {
    RunConfig config = config();
    requireSupervisor();
    Coordinator coordinator =
        options.connect(
            Optional.of(options.givenTimeout().orElse(GlobalOptions.DEFAULT_TIMEOUT)),
            config.timings());
    Runner runner = new Runner(config, coordinator, options.coordinatorUri(), options.output());
    int code = runner.run();
    if (runner.mustNotRelease()) {
      Runtime.getRuntime().halt(code);
    }
    coordinator.close();
    return code;
  }

  private RunConfig config() {
    CampaignConfig.Builder campaign =
        CampaignConfig.of(
            new ElectionName(election),
            new CandidateName(as == null ? ProcessLabel.ofThisProcess() : as));
    candidate.applyTo(campaign);
    if (onLoss == OnLoss.EXIT) {
      campaign.finishAfterLoss();
    }
    return new RunConfig(
        campaign.build(),
        command,
        LeaseTimings.ofTtl(ttl),
        grace,
        Optional.ofNullable(wait),
        onLoss == OnLoss.EXIT,
        once);
  }

  private static void requireSupervisor() {
    try {
      Supervisor.requireAvailable();
    } catch (SupervisorUnavailableException e) {
      throw new CommandFailedException(
          ExitCode.FAILED, Failure.of(FailureCode.UNAVAILABLE, String.valueOf(e.getMessage())));
    }
  }
}
