package dev.incumbent.cli.gameday;

import dev.incumbent.cli.CommandFailedException;
import dev.incumbent.cli.DurationConverter;
import dev.incumbent.cli.output.PageFile;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.ElectionName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a game day is held. */
final class GamedayOptions {
  private static final Duration MAX_PAUSE = Duration.ofHours(1);

  @Option(
      names = "--election",
      required = true,
      paramLabel = "E",
      description = "The election that is disturbed.")
  private String election = "";

  @Option(
      names = "--slo-leaderless",
      paramLabel = "D",
      converter = DurationConverter.class,
      description = "Abort and undo when nobody has led for longer.")
  private @Nullable Duration leaderless;

  @Option(
      names = "--slo-promotion",
      paramLabel = "D",
      converter = DurationConverter.class,
      description = "Abort and undo when a grant is not promoted within D.")
  private @Nullable Duration promotion;

  @Option(
      names = "--slo-unavailable",
      paramLabel = "D",
      converter = DurationConverter.class,
      description =
          "Abort and undo when no write was acknowledged for D (coordinator-crash, partition).")
  private @Nullable Duration unavailable;

  @Option(
      names = "--pause",
      paramLabel = "D",
      converter = DurationConverter.class,
      description =
          "How long a leader is stopped, or a node cut off; else what the scenario takes.")
  private @Nullable Duration pause;

  @Option(
      names = "--head-start",
      paramLabel = "D",
      converter = DurationConverter.class,
      description = "How much earlier its work goes on than what would stop it, 2s.")
  private Duration headStart = Duration.ofSeconds(2);

  @Option(
      names = "--patience",
      paramLabel = "D",
      converter = DurationConverter.class,
      description = "How long each thing that must happen is waited for, 60s.")
  private Duration patience = Duration.ofSeconds(60);

  @Option(
      names = "--allowance",
      paramLabel = "D",
      converter = DurationConverter.class,
      description = "Added to each bound for what noticing and answering take, 1s.")
  private Duration allowance = Duration.ofSeconds(1);

  @Option(names = "--to", paramLabel = "NAME", description = "handover: to whom; else the next.")
  private @Nullable String to;

  @Option(
      names = "--node",
      paramLabel = "HOST:PORT",
      description = "coordinator-crash, partition: which node; else its leader.")
  private @Nullable String node;

  @Option(
      names = "--restart",
      paramLabel = "COMMAND",
      description = "A shell command that starts again what a crash ended.")
  private @Nullable String restart;

  @Option(names = "--html", paramLabel = "FILE", description = "Write a page for the ticket, too.")
  private @Nullable Path html;

  GamedayConfig config(Scenario scenario) {
    requirePause();
    requireHtml();
    return new GamedayConfig(
        new ElectionName(election),
        scenario,
        new Slos(
            Optional.ofNullable(leaderless),
            Optional.ofNullable(promotion),
            Optional.ofNullable(unavailable)),
        Optional.ofNullable(pause),
        headStart,
        patience,
        allowance,
        Optional.ofNullable(to).map(name -> new CandidateName(name).value()),
        Optional.ofNullable(node),
        Optional.ofNullable(restart),
        Optional.ofNullable(html));
  }

  private void requirePause() {
    for (Duration given : new Duration[] {pause == null ? headStart : pause, headStart}) {
      if (given.compareTo(MAX_PAUSE) > 0) {
        throw CommandFailedException.badInput(
            "a pause of " + given.toMillis() + " ms is refused: allowed up to 1h");
      }
    }
  }

  private void requireHtml() {
    if (html != null) {
      PageFile.require("--html", html);
    }
  }
}
