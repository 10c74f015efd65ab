package dev.incumbent.cli.demo;

import dev.incumbent.cli.dev.Children;
import dev.incumbent.cli.dev.TemporaryFolder;
import dev.incumbent.cluster.node.Node;
import dev.incumbent.cluster.node.NodeConfig;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.Coordinator;
import dev.incumbent.history.HistoryFile;
import dev.incumbent.spi.ClientConfig;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.h2.tools.Server;
import picocli.CommandLine.Command;

/**
 * Goes once through everything in one process: a node, a candidate that leads and writes to both
 * storages, a database. The launcher runs it after a build, so that the JVM can archive the classes
 * that were loaded.
 */
@Command(
    name = "rehearse",
    hidden = true,
    description = "Loads the classes that a node and a candidate need.")
public final class RehearseCommand implements Runnable {
  private static final Duration BOUND = Duration.ofSeconds(30);

  @Override
  public void run() {
    List<Integer> ports = Children.freePorts(3);
    try (TemporaryFolder folder = new TemporaryFolder("incumbent-rehearsal-")) {
      rehearse(folder.path(), ports);
    } catch (SQLException e) {
      throw new IllegalStateException("the database refused", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void rehearse(Path folder, List<Integer> ports)
      throws SQLException, InterruptedException {
    NodeConfig config =
        NodeConfig.of("127.0.0.1:" + ports.get(0), folder.resolve("node"))
            .raftPort(ports.get(1))
            .bootstrap(true)
            .build();
    System.setProperty(Database.BIND_ADDRESS, Database.LOOPBACK);
    Server database =
        Server.createTcpServer(
            "-tcpPort", ports.get(2).toString(), "-baseDir", folder.toString(), "-ifNotExists");
    database.start();
    try (Node node = Node.start(config);
        HistoryFile history = new HistoryFile(folder.resolve("history"))) {
      if (node.awaitReady(BOUND)) {
        Ledger ledger = new Ledger("jdbc:h2:tcp://127.0.0.1:" + ports.get(2) + "/./rehearsal");
        ledger.create(node.cluster().orElseThrow(), Scene.ELECTION);
        lead(node, ledger, history);
      }
    } finally {
      database.stop();
    }
  }

  private static void lead(Node node, Ledger ledger, HistoryFile history)
      throws InterruptedException {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    Reports reports = new Reports(history, new PrintStream(said, true, StandardCharsets.UTF_8));
    try (Coordinator coordinator = node.connect(ClientConfig.of("rehearsal"))) {
      Contender contender =
          new Contender("rehearsal", Scene.ELECTION, coordinator.store(), ledger, reports);
      contender.order("report");
      var unused =
          coordinator.campaign(contender.campaign(new CandidateName("rehearsal")), contender);
      long begin = System.nanoTime();
      while (!said.toString(StandardCharsets.UTF_8).contains("acknowledged")
          && System.nanoTime() - begin < BOUND.toNanos()) {
        Thread.sleep(10);
      }
      coordinator.nodes();
    }
  }
}
