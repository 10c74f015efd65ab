package dev.incumbent.coordinators.jdbc;

import dev.incumbent.kit.coordinator.CoordinatorKit;
import dev.incumbent.kit.coordinator.CoordinatorUnderTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;

/** Elections in a real PostgreSQL, told of changes. */
@Timeout(180)
final class PostgresConformanceTest extends CoordinatorKit {
  private static PostgresServer server;

  @BeforeAll
  static void begin() {
    server = PostgresServer.begin();
  }

  @AfterAll
  static void end() throws Exception {
    if (server != null) {
      server.stop();
    }
  }

  @Override
  protected CoordinatorUnderTest backend() {
    return ServerClients.under(server);
  }
}
