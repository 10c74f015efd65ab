package dev.incumbent.cli;

import dev.incumbent.cli.output.Output;
import dev.incumbent.election.Coordinator;
import dev.incumbent.lease.LeaseTimings;
import dev.incumbent.spi.ClientConfig;
import dev.incumbent.spi.Coordinators;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command takes, before or after its name. */
public final class GlobalOptions {
  /** Where {@code incumbent dev} listens. */
  public static final String DEFAULT_COORDINATOR =
      "incumbent://127.0.0.1:7480,127.0.0.1:7481,127.0.0.1:7482";

  /** How long a call may take unless it is said. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

  /** The environment variable that names the coordinator. */
  public static final String COORDINATOR_VARIABLE = "INCUMBENT_COORDINATOR";

  @Option(
      names = "--coordinator",
      paramLabel = "URI",
      scope = ScopeType.INHERIT,
      description =
          "The coordinator; else $INCUMBENT_COORDINATOR, else " + DEFAULT_COORDINATOR + ".")
  private @Nullable String coordinator;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Print answers as JSON, one object a line; errors too, on stderr.")
  private boolean json;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      scope = ScopeType.INHERIT,
      converter = DurationConverter.class,
      description = "How long a call may take, 5s unless a command says otherwise.")
  private @Nullable Duration timeout;

  @Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT,
      description = "Say nothing on stderr but errors and warnings.")
  private boolean quiet;

  private Surroundings surroundings = Surroundings.ofProcess();

  void surroundings(Surroundings value) {
    surroundings = value;
  }

  public Surroundings surroundings() {
    return surroundings;
  }

  public Output output() {
    return new Output(surroundings.out(), surroundings.err(), json, quiet);
  }

  /** The timeout that was given, if one was. */
  public Optional<Duration> givenTimeout() {
    return Optional.ofNullable(timeout);
  }

  /** The coordinator's URI: given, from the environment, or the default. */
  public String coordinatorUri() {
    if (coordinator != null) {
      return coordinator;
    }
    return surroundings.environment().getOrDefault(COORDINATOR_VARIABLE, DEFAULT_COORDINATOR);
  }

  /** Connects with the timeout given, or 5 s. */
  public Coordinator connect() {
    return connect(Optional.of(givenTimeout().orElse(DEFAULT_TIMEOUT)), LeaseTimings.defaults());
  }

  /** Connects with the timeout given, or no bound. */
  public Coordinator connectWithoutBound() {
    return connect(givenTimeout(), LeaseTimings.defaults());
  }

  /** Connects with these timings. */
  public Coordinator connect(Optional<Duration> callTimeout, LeaseTimings timings) {
    return Coordinators.connect(
        coordinatorUri(), new ClientConfig(timings, ProcessLabel.ofThisProcess(), callTimeout));
  }
}
