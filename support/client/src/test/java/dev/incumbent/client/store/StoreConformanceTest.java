package dev.incumbent.client.store;

import dev.incumbent.kit.coordinator.CoordinatorKit;
import dev.incumbent.kit.coordinator.CoordinatorUnderTest;
import dev.incumbent.kit.store.CuttableStores;
import dev.incumbent.kit.store.MemoryRecords;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;

/** Records in memory, found out about by polling. */
@Timeout(180)
final class StoreConformanceTest extends CoordinatorKit {
  private final CuttableStores stores =
      new CuttableStores(
          new MemoryRecords(),
          false,
          (store, config) -> StoreCoordinators.connect(store, config, "memory", false));

  @Override
  protected CoordinatorUnderTest backend() {
    return CoordinatorUnderTest.of(Duration.ofSeconds(2), stores::connect)
        .cutBy(stores::cut)
        .killedBy(stores::cut)
        .restartedBy(stores::restart)
        .quorumLostBy(stores::lose);
  }
}
