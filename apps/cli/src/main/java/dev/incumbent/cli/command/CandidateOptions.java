package dev.incumbent.cli.command;

import dev.incumbent.cli.DurationConverter;
import dev.incumbent.cli.run.HealthCommand;
import dev.incumbent.codec.Bytes;
import dev.incumbent.election.CampaignConfig;
import dev.incumbent.election.HealthConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How {@code run} stands in its election. */
public final class CandidateOptions {
  @Option(
      names = "--priority",
      paramLabel = "N",
      description = "A higher one is granted first: -1000 to 1000, 0.")
  private int priority;

  @Option(
      names = "--prefer-after",
      paramLabel = "D",
      converter = DurationConverter.class,
      description = "Take the election from a lower priority after having stood for D; else never.")
  private @Nullable Duration preferAfter;

  @Option(
      names = "--prefer-interval",
      paramLabel = "D",
      converter = DurationConverter.class,
      description = "Take it only from a leadership that has been seen for D, 5m.")
  private Duration preferInterval = Duration.ofMinutes(5);

  @Option(
      names = "--metadata",
      paramLabel = "TEXT",
      description = "What observers are shown, such as an address; at most 4 KiB.")
  private String metadata = "";

  @Option(
      names = "--max-tenure",
      paramLabel = "D",
      converter = DurationConverter.class,
      description = "Stop the command and give the election on after D; else never.")
  private @Nullable Duration maxTenure;

  @Option(
      names = "--health",
      paramLabel = "COMMAND",
      description = "Stand only while this shell command exits with 0.")
  private @Nullable String health;

  @Option(
      names = "--health-period",
      paramLabel = "D",
      converter = DurationConverter.class,
      description = "Between two health checks, 5s.")
  private Duration healthPeriod = Duration.ofSeconds(5);

  @Option(
      names = "--health-timeout",
      paramLabel = "D",
      converter = DurationConverter.class,
      description = "How long a health check may take, 2s.")
  private Duration healthTimeout = Duration.ofSeconds(2);

  @Option(
      names = "--health-hold",
      paramLabel = "D",
      converter = DurationConverter.class,
      description = "How long it has to be healthy before it stands again, 30s.")
  private Duration healthHold = Duration.ofSeconds(30);

  /** Applies what was given. */
  void applyTo(CampaignConfig.Builder campaign) {
    campaign.priority(priority).metadata(Bytes.utf8(metadata));
    if (preferAfter != null) {
      campaign.preferred(preferAfter, preferInterval);
    }
    if (maxTenure != null) {
      campaign.maxTenure(maxTenure);
    }
    if (health != null) {
      campaign.health(
          HealthConfig.of(new HealthCommand(health, healthTimeout))
              .every(healthPeriod, healthTimeout)
              .hold(healthHold));
    }
  }
}
