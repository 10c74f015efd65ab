package dev.incumbent.cli.command;

import dev.incumbent.cli.GlobalOptions;
import dev.incumbent.cli.Waiting;
import dev.incumbent.cli.output.ElectionText;
import dev.incumbent.cli.output.Freshnesses;
import dev.incumbent.cli.output.Json;
import dev.incumbent.cli.output.Output;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.Elections;
import dev.incumbent.election.Freshness;
import dev.incumbent.election.Read;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code list}: one line an election. */
@Command(name = "list", description = "Lists elections in order of name, one a line.")
public final class ListCommand implements Runnable {
  private static final int PAGE = 1_000;

  @Option(names = "--prefix", paramLabel = "P", description = "Only names that begin with P.")
  private String prefix = "";

  @Option(names = "--stale", description = "Answer from whatever node is reached.")
  private boolean stale;

  private final GlobalOptions options;

  ListCommand(GlobalOptions options) {
    this.options = options;
  }

  @Override
  public void run() {
    Output output = options.output();
    Freshness freshness = stale ? Freshness.STALE : Freshness.LINEARIZABLE;
    try (Coordinator coordinator = options.connect()) {
      String after = "";
      boolean more = true;
      while (more) {
        Read<Elections.Page> read =
            Waiting.on(coordinator.elections().list(prefix, after, PAGE, freshness));
        Freshnesses.note(output, read);
        List<Elections.Listed> page = read.value().elections();
        for (Elections.Listed listed : page) {
          output.answer(() -> ElectionText.line(listed), () -> Json.election(listed, read));
          after = listed.view().election().value();
        }
        more = read.value().more() && !page.isEmpty();
      }
    }
  }
}
