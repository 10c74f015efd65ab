package dev.incumbent.cluster.node;

import dev.incumbent.cluster.client.CuttableClients;
import dev.incumbent.kit.coordinator.CoordinatorKit;
import dev.incumbent.kit.coordinator.CoordinatorUnderTest;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three real nodes in this process. */
@Timeout(180)
final class ClusterConformanceTest extends CoordinatorKit {
  @TempDir static Path folder;
  private static TestCluster cluster;

  @BeforeAll
  static void start() throws InterruptedException {
    cluster = new TestCluster(folder, 3);
    cluster.startAll(true);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Override
  protected CoordinatorUnderTest backend() {
    CuttableClients clients = new CuttableClients(cluster.addresses());
    return CoordinatorUnderTest.of(Duration.ofSeconds(3), clients::connect)
        .cutBy(clients::cut)
        .killedBy(clients::kill)
        .restartedBy(cluster::restart)
        .quorumLostBy(cluster::stopMajority);
  }
}
