package dev.incumbent.coordinators.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.election.ElectionName;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class H2StoreTest extends StoreContract {
  private static final ElectionName ORDERS = new ElectionName("orders");
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
  String emptyDatabase() {
    return server.url().replace("/elections", "/e" + UUID.randomUUID());
  }

  @Test
  void doesNotKnowAWriteWhoseReplyWasLost() throws Exception {
    LostReply.check(server, new StoreTimeouts(Duration.ofSeconds(2)));
  }

  @Test
  void aDatabaseInMemoryServesTheProcess() {
    String url = "jdbc:h2:mem:" + UUID.randomUUID();
    try (JdbcLeaseStore one = Stores.open(url);
        JdbcLeaseStore other = Stores.open(url)) {
      assertThat(one.compareAndSet(ORDERS, 0, Stores.record(1, "first"))).isTrue();
      assertThat(other.read(ORDERS)).contains(Stores.record(1, "first"));
    }
  }
}
