package dev.incumbent.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.cli.dev.Children;
import dev.incumbent.cli.dev.LocalCluster;
import dev.incumbent.election.Coordinator;
import dev.incumbent.spi.ClientConfig;
import dev.incumbent.spi.Coordinators;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures the silence detector on real processes, with default settings; not part of a build: what
 * it takes is time, and what it says depends on what else runs.
 *
 * <pre>
 * mvn -pl apps/cli -am test -Dtest=SilenceMeasurement -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dincumbent.measure=12       # pauses
 *     -Dincumbent.measure.seconds=100 -Dincumbent.measure.loops=4
 * </pre>
 */
@EnabledIfSystemProperty(named = "incumbent.measure", matches = "\\d+")
class SilenceMeasurement {
  private static final List<String> NODE = List.of("-Xmx512m");
  private static final List<String> CANDIDATE = List.of("-Xmx256m", "-XX:TieredStopAtLevel=1");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long SETTLE_MILLIS = 5_000;
  private static final long PAUSE_MILLIS = 1_500;
  private static final int CANDIDATES = 3;

  @TempDir Path folder;

  private final List<Contestant> candidates = new ArrayList<>();
  private final List<Process> loops = new ArrayList<>();
  private Children children;
  private LocalCluster cluster;
  private Coordinator coordinator;

  @BeforeEach
  void start() throws InterruptedException {
    children = new Children(folder);
    List<Integer> ports = Children.freePorts(6);
    cluster = new LocalCluster(children, NODE, ports.subList(0, 3), ports.subList(3, 6), folder);
    cluster.startAll();
    coordinator = Coordinators.connect(cluster.uri(), ClientConfig.of("measurement"));
    for (int i = 1; i <= CANDIDATES; i++) {
      Contestant candidate = new Contestant("c" + i);
      List<String> call = List.of(IdleCandidate.class.getName(), cluster.uri(), "c" + i);
      candidate.started(children.java("c" + i, CANDIDATE, call, candidate::said));
      candidates.add(candidate);
    }
    var unused = awaitElected(0);
    Thread.sleep(SETTLE_MILLIS);
  }

  @AfterEach
  void stop() {
    loops.forEach(Process::destroyForcibly);
    coordinator.close();
    children.close();
  }

  /** SIGSTOP of the leader until another leads, over and over. */
  @Test
  void pauseToElected() throws InterruptedException {
    Figure elected = Figure.millis();
    Figure seen = Figure.millis();
    for (int i = 0; i < Integer.getInteger("incumbent.measure"); i++) {
      Contestant.Line old = awaitElected(0);
      Contestant paused = leader(old);
      long stopped = System.nanoTime();
      paused.child().signal("STOP");
      Contestant.Line next = awaitElected(old.token());
      elected.addNanos(next.nanos() - stopped);
      Thread.sleep(PAUSE_MILLIS);
      long resumed = System.nanoTime();
      paused.child().signal("CONT");
      seen.addNanos(await(paused, "stop", old.token()).nanos() - resumed);
      assertThat(await(paused, "ended", old.token()).rest()).endsWith("SILENT");
      Thread.sleep(SETTLE_MILLIS);
    }
    System.out.println("pause to elected: " + elected + "; resumed to stop seen: " + seen);
    System.out.println(counters());
  }

  /** Every processor has more to do than it can, and nobody is suspected. */
  @Test
  void nobodyIsSuspectedWhileTheMachineIsSaturated() throws InterruptedException, IOException {
    Contestant.Line before = awaitElected(0);
    for (int i = 0; i < Integer.getInteger("incumbent.measure.loops", 4); i++) {
      loops.add(new ProcessBuilder("/bin/sh", "-c", "while :; do :; done").start());
    }

    Thread.sleep(
        Duration.ofSeconds(Integer.getInteger("incumbent.measure.seconds", 100)).toMillis());

    System.out.println(counters());
    assertThat(newestElected(0).orElseThrow()).as("the leader").isEqualTo(before);
  }

  private Contestant.Line awaitElected(long afterToken) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      Optional<Contestant.Line> elected = newestElected(afterToken);
      if (elected.isPresent()) {
        return elected.get();
      }
      Thread.sleep(1);
    }
    throw new AssertionError("nobody was elected after token " + afterToken);
  }

  private Optional<Contestant.Line> newestElected(long afterToken) {
    return candidates.stream()
        .flatMap(it -> it.find(Contestant.word("elected")).stream())
        .filter(line -> line.token() > afterToken)
        .max((a, b) -> Long.compare(a.token(), b.token()));
  }

  private Contestant leader(Contestant.Line elected) {
    return candidates.stream()
        .filter(it -> it.find(Contestant.word("elected")).filter(elected::equals).isPresent())
        .findFirst()
        .orElseThrow();
  }

  private static Contestant.Line await(Contestant of, String word, long token)
      throws InterruptedException {
    return of.await(Contestant.word(word, token), PATIENCE).orElseThrow();
  }

  private List<String> counters() {
    return coordinator.nodes().stream()
        .flatMap(report -> report.view().stream())
        .map(
            view ->
                view.role()
                    + " silent "
                    + view.counters().getOrDefault("suspicions.silent", 0L)
                    + " late "
                    + view.counters().getOrDefault("wakeups.late", 0L)
                    + " acknowledged "
                    + view.counters().getOrDefault("renewals.acknowledged", 0L))
        .toList();
  }
}
