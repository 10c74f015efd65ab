package dev.incumbent.cli.bench;

import dev.incumbent.cli.dev.Children;
import dev.incumbent.cli.dev.Contestant;
import dev.incumbent.cli.output.Figure;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.Coordinator;
import dev.incumbent.session.NodeView;
import dev.incumbent.spi.ClientConfig;
import dev.incumbent.spi.Coordinators;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures how long it takes until another leads when the replica dies that is both the election's
 * leader and the Raft leader of the coordinator that the three replicas carry, with default
 * settings. Not part of a build.
 *
 * <pre>
 * mvn -pl apps/cli -am test -Dtest=EmbeddedMeasurement -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dincumbent.measure=15       # crashes
 * </pre>
 */
@EnabledIfSystemProperty(named = "incumbent.measure", matches = "\\d+")
final class EmbeddedMeasurement {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long SETTLE_MILLIS = 3_000;
  private static final int REPLICAS = 3;

  @TempDir Path folder;

  private final Electorate electorate = new Electorate();
  private List<String> addresses = List.of();
  private Children children;
  private Coordinator coordinator;

  @BeforeEach
  void start() {
    children = new Children(folder);
    addresses = Children.freePorts(REPLICAS).stream().map(port -> "127.0.0.1:" + port).toList();
    for (int i = 0; i < REPLICAS; i++) {
      electorate.add(start(i));
    }
    String uri = "incumbent://" + String.join(",", addresses);
    coordinator = Coordinators.connect(uri, ClientConfig.of("measurement"));
  }

  @AfterEach
  void stop() {
    coordinator.close();
    children.close();
  }

  @Test
  void crashOfLeaderAndRaftLeaderToElected() throws InterruptedException {
    Figure elected = Figure.millis();
    for (int i = 0; i < Integer.getInteger("incumbent.measure"); i++) {
      int victim = leadWhereRaftLeads();
      Electorate.Leader old = electorate.awaitLeader(0);
      long killed = System.nanoTime();
      old.candidate().child().signal("KILL");
      elected.addNanos(electorate.awaitLeader(old.token()).electedNanos() - killed);
      electorate.replace(victim, start(victim));
    }
    System.out.println("crash of leader and Raft leader to elected: " + elected);
  }

  private Contestant start(int replica) {
    String name = name(replica);
    Contestant contestant = new Contestant(name);
    List<String> call =
        List.of(
            IdleReplica.class.getName(),
            name,
            addresses.get(replica),
            folder.resolve(name).toString(),
            String.join(",", addresses));
    contestant.started(children.java(name, List.of("-Xmx512m"), call, contestant::said));
    return contestant;
  }

  private static String name(int replica) {
    return "r" + (replica + 1);
  }

  /** Once every node follows, and the election is led from the node that leads in Raft. */
  private int leadWhereRaftLeads() throws InterruptedException {
    awaitNodes(view -> view.term() > 0, REPLICAS);
    Thread.sleep(SETTLE_MILLIS);
    NodeView raft = awaitNodes(view -> view.ready() && view.quorum(), 1).get(0);
    int victim = addresses.indexOf(raft.address());
    Electorate.Leader newest = electorate.awaitLeader(0);
    if (newest.seat() != victim) {
      CandidateName next = new CandidateName(name(victim));
      coordinator.elections().requestHandover(BenchCandidate.ELECTION, next).join();
      var unused = electorate.awaitLeader(newest.token());
      Thread.sleep(SETTLE_MILLIS);
    }
    return victim;
  }

  private List<NodeView> awaitNodes(Predicate<NodeView> wanted, int atLeast)
      throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      List<NodeView> found =
          coordinator.nodes().stream()
              .flatMap(report -> report.view().stream())
              .filter(wanted)
              .toList();
      if (found.size() >= atLeast) {
        return found;
      }
      Thread.sleep(20);
    }
    throw new AssertionError("fewer than " + atLeast + " nodes are as wanted");
  }
}
