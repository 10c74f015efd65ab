package dev.incumbent.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.election.Revocation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Looks whether anybody is suspected of silence on a saturated machine: three nodes and three
 * candidates that do nothing, each a process, at default settings. Not part of a build: what it
 * takes is time, and what it says depends on what else runs. {@code bench pause} measures how soon
 * a silence is found.
 *
 * <pre>
 * mvn -pl apps/cli -am test -Dtest=SilenceMeasurement -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dincumbent.measure=100      # seconds
 *     -Dincumbent.measure.loops=4
 * </pre>
 */
@EnabledIfSystemProperty(named = "incumbent.measure", matches = "\\d+")
final class SilenceMeasurement {
  private static final long SETTLE_MILLIS = 5_000;

  private final List<Process> loops = new ArrayList<>();

  @TempDir Path folder;

  private OurField field;

  @BeforeEach
  void start() throws InterruptedException {
    field =
        OurField.open(
            folder, List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"), Revocation.ON_SUSPICION);
    Thread.sleep(SETTLE_MILLIS);
  }

  @AfterEach
  void stop() {
    loops.forEach(Process::destroyForcibly);
    field.close();
  }

  /** Every processor has more to do than it can, and nobody is suspected. */
  @Test
  void nobodyIsSuspectedWhileTheMachineIsSaturated() throws InterruptedException, IOException {
    Electorate.Leader before = field.electorate().awaitLeader(0);
    for (int i = 0; i < Integer.getInteger("incumbent.measure.loops", 4); i++) {
      loops.add(new ProcessBuilder("/bin/sh", "-c", "while :; do :; done").start());
    }

    Thread.sleep(Duration.ofSeconds(Integer.getInteger("incumbent.measure")).toMillis());

    System.out.println(counters());
    assertThat(field.electorate().awaitLeader(0)).as("the leader").isEqualTo(before);
  }

  private List<String> counters() {
    return field.coordinator().nodes().stream()
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
