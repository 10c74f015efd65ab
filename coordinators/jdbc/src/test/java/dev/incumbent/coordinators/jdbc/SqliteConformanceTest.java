package dev.incumbent.coordinators.jdbc;

import dev.incumbent.kit.coordinator.CoordinatorKit;
import dev.incumbent.kit.coordinator.CoordinatorUnderTest;
import dev.incumbent.spi.Coordinators;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Elections in a file, polled. There is no wire to cut, and nothing to restart. */
@Timeout(180)
final class SqliteConformanceTest extends CoordinatorKit {
  @TempDir static Path folder;

  @Override
  protected CoordinatorUnderTest backend() {
    String uri = "jdbc:sqlite:" + folder.resolve("elections.db");
    return CoordinatorUnderTest.of(
        Duration.ofSeconds(3), config -> Coordinators.connect(uri, config));
  }
}
