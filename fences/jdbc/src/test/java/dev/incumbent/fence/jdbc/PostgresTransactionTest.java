package dev.incumbent.fence.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.error.LeadershipLostException;
import dev.incumbent.fencing.FencingToken;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PostgresTransactionTest extends TransactionContract {
  private static final String LIMIT = "idle_in_transaction_session_timeout";

  @Override
  Database database() {
    return PostgresDatabase.require();
  }

  /** Its own limit ends a transaction that idles beyond the lease, though nobody claims. */
  @Test
  void endsATransactionThatIdlesBeyondTheLease() throws Exception {
    Scene scene = Scene.claimed(database(), 5);
    assertThatThrownBy(
            () ->
                scene
                    .fence()
                    .transaction(
                        Writes.writer(() -> Duration.ofMillis(50)),
                        connection -> {
                          scene.write(connection, "half done", 5);
                          untilEnded(SqlDialect.POSTGRESQL.dialect().sessionId(connection));
                          scene.write(connection, "too late", 5);
                          return true;
                        }))
        .isInstanceOf(LeadershipLostException.class)
        .hasMessageContaining("idled");
    assertThat(scene.ledger()).isEmpty();
  }

  /** The work may set no limit, a larger one or a smaller one before: the smaller one counts. */
  @ParameterizedTest
  @CsvSource({"0, 40s", "1h, 40s", "30s, 30s", "2500ms, 2500ms"})
  void limitsIdlingToTheLeaseOrLess(String before, String during) throws Exception {
    Scene scene = Scene.claimed(database(), 5);
    try (Connection connection = database().dataSource().getConnection()) {
      show(connection, "SET " + LIMIT + " = '" + before + "'");
      String outside = show(connection, "SHOW " + LIMIT);
      connection.setAutoCommit(false);
      scene.fence().check(connection, Writes.writer(() -> Duration.ofSeconds(40)));
      assertThat(show(connection, "SHOW " + LIMIT)).isEqualTo(during);
      connection.commit();
      assertThat(show(connection, "SHOW " + LIMIT)).isEqualTo(outside);
    }
  }

  @Test
  void writesOfOneLeaderDoNotWaitForEachOther() throws Exception {
    Scene scene = Scene.claimed(database(), 5);
    try (Connection first = scene.openTransactionOfToken5();
        Connection second = scene.openTransactionOfToken5()) {
      scene.write(first, "first", 5);
      scene.write(second, "second", 5);
      second.commit();
      first.commit();
    }
    assertThat(scene.ledger()).containsExactly("first", "second");
  }

  @Test
  void needsNoMoreThanTheRightsThatThePageNames() throws Exception {
    Scene scene = Scene.claimed(database(), 5);
    database()
        .run(
            "DO $$ BEGIN CREATE ROLE scribe LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END"
                + " $$",
            "GRANT SELECT, UPDATE (claimed_at) ON incumbent_fence TO scribe",
            "GRANT INSERT ON ledger TO scribe");
    JdbcFence fence = JdbcFence.of(database().dataSource("scribe", ""), scene.scope(), "ledger");
    Writes.write(fence, scene, 5);
    assertThat(scene.ledger()).hasSize(1);
    assertThatThrownBy(() -> fence.claim(Scene.claim(6))).hasMessageContaining("permission denied");
    assertThat(scene.fenceToken()).isEqualTo(new FencingToken(5).value());
  }

  private void untilEnded(int session) {
    try {
      Waiting.until("the server ended the session", () -> !isThere(session));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean isThere(int session) throws SQLException {
    try (Connection connection = database().dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT 1 FROM pg_stat_activity WHERE pid = " + session)) {
      return rows.next();
    }
  }

  private static String show(Connection connection, String command) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (!statement.execute(command)) {
        return "";
      }
      try (ResultSet rows = statement.getResultSet()) {
        rows.next();
        return rows.getString(1);
      }
    }
  }
}
