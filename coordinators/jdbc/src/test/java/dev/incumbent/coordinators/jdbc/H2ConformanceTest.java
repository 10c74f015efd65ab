package dev.incumbent.coordinators.jdbc;

import dev.incumbent.kit.coordinator.CoordinatorKit;
import dev.incumbent.kit.coordinator.CoordinatorUnderTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;

/** Elections in a real H2 server, polled. */
@Timeout(180)
final class H2ConformanceTest extends CoordinatorKit {
  private static H2Server server;

  @BeforeAll
  static void begin() throws Exception {
    server = H2Server.begin();
  }

  @AfterAll
  static void end() {
    if (server != null) {
      server.stop();
    }
  }

  @Override
  protected CoordinatorUnderTest backend() {
    return ServerClients.under(server);
  }
}
