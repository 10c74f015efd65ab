package dev.incumbent.cluster.node;

import dev.incumbent.kit.fence.FenceKit;
import dev.incumbent.kit.fence.FenceUnderTest;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The key-value storage of a real node: one election a check, whose grants are its claims. */
@Timeout(120)
final class StoreFenceConformanceTest extends FenceKit {
  @TempDir static Path folder;

  private static TestCluster cluster;

  @BeforeAll
  static void start() throws InterruptedException {
    cluster = new TestCluster(folder, 1);
    cluster.startAll(true);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Override
  protected FenceUnderTest fence() {
    StoreScope scope = new StoreScope(cluster);
    return FenceUnderTest.of(scope.space(), scope::fence, scope::write, scope::effects)
        .grantedBy(scope::next)
        .obstructedBy(scope::stopNode)
        .closedBy(scope::close);
  }
}
