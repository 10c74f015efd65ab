package dev.incumbent.coordinators.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.client.store.StoreCoordinators;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.Leadership;
import dev.incumbent.lease.LeaseTimings;
import dev.incumbent.spi.ClientConfig;
import dev.incumbent.spi.Coordinators;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class PostgresStoreTest extends StoreContract {
  private static final ClientConfig PATIENT =
      new ClientConfig(
          LeaseTimings.ofTtl(Duration.ofSeconds(40)), "test", Optional.of(Duration.ofSeconds(20)));
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
  String emptyDatabase() throws SQLException {
    String name = "e" + UUID.randomUUID().toString().replace('-', '_');
    Stores.execute(server.url(), "CREATE DATABASE " + name);
    return server.url().replace("/postgres?", "/" + name + "?");
  }

  @Test
  void doesNotKnowAWriteWhoseReplyWasLost() throws Exception {
    LostReply.check(server, new StoreTimeouts(Duration.ofSeconds(2)));
  }

  @Test
  void commitsDurablyWhateverTheRolesDefault() throws Exception {
    String url = emptyDatabase();
    try (JdbcLeaseStore store = Stores.open(url)) {
      assertThat(store.clusterId()).isNotEmpty();
    }
    for (String statement :
        List.of(PostgresDialect.INSTANCE.insert(), PostgresDialect.INSTANCE.update())) {
      assertThat(settingAfter(url, statement, "off")).isEqualTo("on");
      assertThat(settingAfter(url, statement, "local")).isEqualTo("on");
      assertThat(settingAfter(url, statement, "remote_apply")).isEqualTo("remote_apply");
    }
  }

  /** What a transaction commits with in which the statement changed a row. */
  private static String settingAfter(String url, String sql, String role) throws SQLException {
    boolean inserts = sql.startsWith("INSERT");
    try (Connection connection = DriverManager.getConnection(url);
        Statement other = connection.createStatement()) {
      other.execute("TRUNCATE incumbent_election");
      if (!inserts) {
        other.execute("INSERT INTO incumbent_election VALUES ('x', 1, 1, '', ''::bytea)");
      }
      other.execute("SET synchronous_commit = " + role);
      connection.setAutoCommit(false);
      change(connection, sql);
      return Stores.rows(other.executeQuery("SHOW synchronous_commit")).get(0);
    }
  }

  private static void change(Connection connection, String sql) throws SQLException {
    boolean inserts = sql.startsWith("INSERT");
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int at = 1;
      if (inserts) {
        statement.setString(at++, "x");
      }
      statement.setLong(at++, 2);
      statement.setLong(at++, 2);
      statement.setString(at++, "");
      statement.setBytes(at++, new byte[0]);
      if (!inserts) {
        statement.setString(at++, "x");
        statement.setLong(at, 1);
      }
      assertThat(PostgresDialect.INSTANCE.change(statement)).isTrue();
    }
  }

  private static List<String> listeners(String url) throws SQLException {
    return Stores.query(
        url,
        "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
            + " AND query IN ('LISTEN incumbent_election', 'SELECT 1')");
  }

  private static void awaitListeners(String url, int many) throws Exception {
    for (int i = 0; i < 600 && listeners(url).size() != many; i++) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    assertThat(listeners(url)).hasSize(many);
  }

  private static Coordinator hourly(String url) {
    return StoreCoordinators.connect(Stores.polledHourly(url), PATIENT, "hourly", false);
  }

  @Test
  void l4_aReleaseAndAHandOverWaitForNoPoll() throws Exception {
    String url = emptyDatabase();
    try (Coordinator one = hourly(url);
        Coordinator two = hourly(url)) {
      awaitListeners(url, 2);
      Leadership first = Leading.within(Leading.lead(one, "a"));
      CompletableFuture<Leadership> second = Leading.lead(two, "b");
      Leading.awaitQueue(one);
      assertThat(
              one.elections()
                  .requestHandover(Leading.ORDERS, new CandidateName("b"))
                  .get(30, TimeUnit.SECONDS))
          .isEqualTo(first.token());
      assertThat(Leading.within(second).token().value()).isEqualTo(2);
    }
  }

  @Test
  void listensAgainWhenItsConnectionWasLost() throws Exception {
    String url = emptyDatabase();
    Coordinator one = hourly(url);
    try (Coordinator two = hourly(url)) {
      awaitListeners(url, 2);
      Leadership unused = Leading.within(Leading.lead(one, "a"));
      CompletableFuture<Leadership> second = Leading.lead(two, "b");
      Leading.awaitQueue(one);
      terminate(url, listeners(url));
      awaitListeners(url, 2);
      one.close();
      assertThat(Leading.within(second).token().value()).isEqualTo(2);
    } finally {
      one.close();
    }
  }

  @Test
  void l4_isHandedOverByPollingWhileNobodyListens() throws Exception {
    String url = emptyDatabase();
    Coordinator one = Coordinators.connect(url, PATIENT);
    try (Coordinator two = Coordinators.connect(url, PATIENT)) {
      awaitListeners(url, 2);
      Leadership unused = Leading.within(Leading.lead(one, "a"));
      CompletableFuture<Leadership> second = Leading.lead(two, "b");
      Leading.awaitQueue(one);
      Stores.execute(
          url,
          "CREATE FUNCTION silent() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM"
              + " pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname ="
              + " current_database() AND query IN ('LISTEN incumbent_election', 'SELECT 1');"
              + " RETURN NULL; END $$",
          "CREATE TRIGGER silent AFTER UPDATE ON incumbent_election EXECUTE FUNCTION silent()");
      one.close();
      assertThat(Leading.within(second).token().value()).isEqualTo(2);
    } finally {
      one.close();
    }
  }

  private static void terminate(String url, List<String> pids) throws SQLException {
    for (String pid : pids) {
      assertThat(Stores.query(url, "SELECT pg_terminate_backend(" + pid + ")"))
          .containsExactly("t");
    }
  }
}
