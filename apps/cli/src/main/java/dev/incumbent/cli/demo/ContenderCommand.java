package dev.incumbent.cli.demo;

import dev.incumbent.cli.GlobalOptions;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.ElectionName;
import dev.incumbent.history.HistoryFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One candidate's process; the demo starts it. */
@Command(name = "demo-contender", hidden = true, description = "One candidate of the demo.")
public final class ContenderCommand implements Runnable {
  @Option(names = "--as", required = true)
  private String name = "";

  @Option(names = "--process", required = true)
  private String process = "";

  @Option(names = "--election", required = true)
  private String election = "";

  @Option(names = "--database", required = true)
  private String database = "";

  @Option(names = "--history", required = true)
  private Path history = Path.of("");

  private final GlobalOptions options;

  public ContenderCommand(GlobalOptions options) {
    this.options = options;
  }

  /** The call that starts one with these options. */
  static List<String> call(
      String coordinator,
      String candidate,
      String process,
      ElectionName election,
      String database,
      Path history) {
    return List.of(
        "dev.incumbent.cli.Main",
        "demo-contender",
        "--coordinator",
        coordinator,
        "--as",
        candidate,
        "--process",
        process,
        "--election",
        election.value(),
        "--database",
        database,
        "--history",
        history.toString());
  }

  @Override
  public void run() {
    Ledger ledger = new Ledger(database);
    try {
      ledger.requireReachable();
    } catch (SQLException e) {
      throw new IllegalStateException("cannot reach the database", e);
    }
    ElectionName contested = new ElectionName(election);
    Coordinator coordinator = options.connect();
    Contender contender =
        new Contender(
            process,
            contested,
            coordinator.store(),
            ledger,
            new Reports(new HistoryFile(history), options.surroundings().out()));
    Thread orders = new Thread(() -> obey(contender, coordinator), "demo-orders");
    orders.setDaemon(true);
    orders.start();
    contender.run(coordinator, new CandidateName(name));
    coordinator.close();
  }

  private void obey(Contender contender, Coordinator coordinator) {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(options.surroundings().in(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.equals("end")) {
          coordinator.close();
        } else {
          contender.order(line);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
