package dev.incumbent.cli.command;

import dev.incumbent.cli.GlobalOptions;
import dev.incumbent.cli.Waiting;
import dev.incumbent.cli.output.ElectionText;
import dev.incumbent.cli.output.Freshnesses;
import dev.incumbent.cli.output.Json;
import dev.incumbent.cli.output.Output;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.Elections;
import dev.incumbent.election.Freshness;
import dev.incumbent.election.Read;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code show}: one election in full. */
@Command(
    name = "show",
    description = "Shows an election: holder, token, since when, lease left, queue, history.")
public final class ShowCommand implements Runnable {
  @Parameters(index = "0", paramLabel = "ELECTION", description = "The election.")
  private String election = "";

  @Option(names = "--stale", description = "Answer from whatever node is reached.")
  private boolean stale;

  private final GlobalOptions options;

  ShowCommand(GlobalOptions options) {
    this.options = options;
  }

  @Override
  public void run() {
    ElectionName name = new ElectionName(election);
    Output output = options.output();
    Freshness freshness = stale ? Freshness.STALE : Freshness.LINEARIZABLE;
    try (Coordinator coordinator = options.connect()) {
      Read<Optional<Elections.Listed>> read =
          Waiting.on(coordinator.elections().find(name, freshness));
      Freshnesses.note(output, read);
      Elections.Listed listed = read.value().orElseThrow(() -> Answers.noSuchElection(name));
      output.answer(() -> ElectionText.full(listed), () -> Json.election(listed, read));
    }
  }
}
