package dev.incumbent.cli.demo;

import dev.incumbent.cli.dev.Children;
import dev.incumbent.cli.dev.LocalCluster;
import dev.incumbent.election.Coordinator;
import dev.incumbent.spi.ClientConfig;
import dev.incumbent.spi.Coordinators;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes and three fenced candidates that do nothing, each a process, at default settings. */
abstract class Measurement {
  private static final List<String> NODE = List.of("-Xmx512m");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int CANDIDATES = 3;

  static final long SETTLE_MILLIS = 5_000;

  @TempDir Path folder;

  private final List<Contestant> candidates = new ArrayList<>();
  private final Electorate electorate = new Electorate(candidates);
  private Children children;
  private LocalCluster cluster;
  private Coordinator coordinator;

  @BeforeEach
  final void start() throws InterruptedException {
    children = new Children(folder);
    List<Integer> ports = Children.freePorts(6);
    cluster = new LocalCluster(children, NODE, ports.subList(0, 3), ports.subList(3, 6), folder);
    cluster.startAll();
    coordinator = Coordinators.connect(cluster.uri(), ClientConfig.of("measurement"));
    for (int i = 1; i <= CANDIDATES; i++) {
      Contestant candidate = new Contestant("c" + i);
      List<String> call = List.of(IdleCandidate.class.getName(), cluster.uri(), "c" + i);
      candidate.started(children.java("c" + i, vmOptions(), call, candidate::said));
      candidates.add(candidate);
    }
    var unused = awaitElected(0);
    Thread.sleep(SETTLE_MILLIS);
  }

  @AfterEach
  final void stop() {
    coordinator.close();
    children.close();
  }

  /** How the candidates' virtual machines are started. */
  abstract List<String> vmOptions();

  final Coordinator coordinator() {
    return coordinator;
  }

  final Contestant.Line awaitElected(long afterToken) throws InterruptedException {
    return electorate.awaitElected(afterToken);
  }

  final Optional<Contestant.Line> newestElected(long afterToken) {
    return electorate.newestElected(afterToken);
  }

  final Contestant leader(Contestant.Line elected) {
    return electorate.leader(elected);
  }

  static Contestant.Line await(Contestant of, String word, long token) throws InterruptedException {
    return of.await(Contestant.word(word, token), PATIENCE).orElseThrow();
  }

  /** The number at the end of a candidate's name. */
  final int number(Contestant candidate) {
    return candidates.indexOf(candidate) + 1;
  }
}
