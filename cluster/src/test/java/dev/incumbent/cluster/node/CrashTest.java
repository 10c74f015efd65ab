package dev.incumbent.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.coordinator.SessionEvent;
import dev.incumbent.election.Revocation;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes in this process and one in its own, which dies by the hand of the system. */
@Timeout(180)
class CrashTest {
  @TempDir Path folder;

  @Test
  void goesOnWithoutACrashedNodeAndTakesItBack() throws Exception {
    try (TestCluster cluster = new TestCluster(folder, 3)) {
      NodeConfig third = cluster.config(2).build();
      Process process = NodeProcess.start(third, folder.resolve("third.log"));
      try (BufferedReader out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        cluster.start(0, true);
        cluster.start(1, true);
        cluster.awaitReady();
        assertThat(out.readLine()).isEqualTo("ready");
        process.destroyForcibly();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("killed").isEqualTo(137);
      } finally {
        process.destroyForcibly();
      }
      write(cluster, List.of(cluster.address(0), cluster.address(1)), 1);
      cluster.start(2, true);
      cluster.awaitReady();
      cluster.stop(0);
      write(cluster, List.of(cluster.address(1), cluster.address(2)), 2);
    }
  }

  private static void write(TestCluster cluster, List<String> at, long number)
      throws InterruptedException {
    try (TestSession session = new TestSession(number, at).open()) {
      SessionEvent.Granted grant = session.lead("e" + number, Revocation.AFTER_LEASE);
      assertThat(session.put(grant, "k" + number, "v"))
          .as("at " + cluster.addresses())
          .isEqualTo(new OperationResult.Written(1));
      assertThat(session.get("k1")).isEqualTo("v");
    }
  }
}
