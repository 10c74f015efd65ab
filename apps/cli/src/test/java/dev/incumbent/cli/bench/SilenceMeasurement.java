package dev.incumbent.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.cli.dev.Contestant;
import dev.incumbent.cli.output.Figure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

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
final class SilenceMeasurement extends Measurement {
  private static final long PAUSE_MILLIS = 1_500;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<Process> loops = new ArrayList<>();

  @Override
  List<String> vmOptions() {
    return List.of("-Xmx256m", "-XX:TieredStopAtLevel=1");
  }

  @AfterEach
  void endLoops() {
    loops.forEach(Process::destroyForcibly);
  }

  /** SIGSTOP of the leader until another leads, over and over. */
  @Test
  void pauseToElected() throws InterruptedException {
    Figure elected = Figure.millis();
    Figure seen = Figure.millis();
    for (int i = 0; i < Integer.getInteger("incumbent.measure"); i++) {
      Electorate.Leader old = electorate().awaitLeader(0);
      Contestant paused = old.candidate();
      long stopped = System.nanoTime();
      paused.child().signal("STOP");
      elected.addNanos(electorate().awaitLeader(old.token()).electedNanos() - stopped);
      Thread.sleep(PAUSE_MILLIS);
      long resumed = System.nanoTime();
      paused.child().signal("CONT");
      seen.addNanos(Electorate.awaitStop(old) - resumed);
      assertThat(paused.await(Contestant.word("ended", old.token()), PATIENCE))
          .hasValueSatisfying(ended -> assertThat(ended.text()).endsWith("silent"));
      Thread.sleep(SETTLE_MILLIS);
    }
    System.out.println("pause to elected: " + elected + "; resumed to stop seen: " + seen);
    System.out.println(counters());
  }

  /** Every processor has more to do than it can, and nobody is suspected. */
  @Test
  void nobodyIsSuspectedWhileTheMachineIsSaturated() throws InterruptedException, IOException {
    Electorate.Leader before = electorate().awaitLeader(0);
    for (int i = 0; i < Integer.getInteger("incumbent.measure.loops", 4); i++) {
      loops.add(new ProcessBuilder("/bin/sh", "-c", "while :; do :; done").start());
    }

    Thread.sleep(
        Duration.ofSeconds(Integer.getInteger("incumbent.measure.seconds", 100)).toMillis());

    System.out.println(counters());
    assertThat(electorate().awaitLeader(0)).as("the leader").isEqualTo(before);
  }

  private List<String> counters() {
    return coordinator().nodes().stream()
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
