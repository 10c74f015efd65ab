package dev.incumbent.cluster.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes killed with signal 9. */
@Timeout(180)
class CrashTest {

  @TempDir Path folder;

  @Test
  void s8_whatWasAppliedSurvivesTheCrashOfTheLeaderAndThenOfAll() throws IOException {
    List<String> applied = new ArrayList<>();
    try (ChildCluster cluster = new ChildCluster(folder, 3).startAll()) {
      write(cluster, applied, "a", 20);
      cluster.kill(cluster.leader().id());
      write(cluster, applied, "b", 20);
      cluster.children().forEach(child -> cluster.kill(child.id()));
      cluster.startAll();
      write(cluster, applied, "c", 1);
      String[] lines = cluster.leader().ask("lines").split(" ");
      assertThat(lines).containsSubsequence(applied.toArray(String[]::new));
      assertThat(lines).doesNotHaveDuplicates();
    }
  }

  @Test
  void leavesTheProcesssHandlerOfUncaughtExceptionsAlone() throws IOException {
    try (ChildCluster cluster = new ChildCluster(folder, 1).startAll()) {
      assertThat(cluster.leader().ask("handler")).isEqualTo("none");
    }
  }

  @Test
  void aKilledLeaderIsReplacedLongBeforeTheElectionTimeout() throws IOException {
    String slow = "9000";
    try (ChildCluster cluster =
        new ChildCluster(folder, 3).electionTimeouts(slow, "9999").startAll()) {
      ChildCluster.Child leader = cluster.leader();
      write(cluster, new ArrayList<>(), "a", 5);
      long deadline = System.nanoTime() + Duration.ofMillis(Long.parseLong(slow)).toNanos();
      cluster.kill(leader.id());
      assertThat(cluster.leader().ask("submit b")).isEqualTo("applied");
      assertThat(System.nanoTime()).as("when the first timeout can end").isLessThan(deadline);
    }
  }

  private static void write(ChildCluster cluster, List<String> applied, String prefix, int count) {
    for (int written = 0, tried = 0; written < count; tried++) {
      String line = prefix + tried;
      if (cluster.leader().ask("submit " + line).equals("applied")) {
        applied.add(line);
        written++;
      }
    }
  }
}
