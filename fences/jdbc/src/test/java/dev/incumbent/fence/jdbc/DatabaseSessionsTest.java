package dev.incumbent.fence.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.election.CandidateName;
import dev.incumbent.election.ElectionName;
import dev.incumbent.error.RejectedException;
import dev.incumbent.fencing.FencingTarget;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
import dev.incumbent.fencing.Predecessor;
import dev.incumbent.fencing.TokenSpace;
import dev.incumbent.session.SessionId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The sessions that a predecessor marked are ended, and no others. */
final class DatabaseSessionsTest {
  private static final GrantId OLD = new GrantId(11, 12);
  private static final GrantId OTHER = new GrantId(11, 13);

  @Test
  void s4_endsEverySessionOfThePredecessorAndNoOther() throws Exception {
    PostgresDatabase database = PostgresDatabase.require();
    try (Connection idle = database.dataSource().getConnection();
        Connection working = database.dataSource().getConnection();
        Connection others = database.dataSource().getConnection();
        Connection unmarked = database.dataSource().getConnection()) {
      DatabaseSessions.mark(idle, OLD);
      DatabaseSessions.mark(working, OLD);
      DatabaseSessions.mark(others, OTHER);
      working.setAutoCommit(false);
      ask(working);

      DatabaseSessions.of(database.dataSource()).fence(target(OLD, Duration.ofSeconds(30)));

      assertThatThrownBy(() -> ask(idle)).isInstanceOf(SQLException.class);
      assertThatThrownBy(() -> ask(working)).isInstanceOf(SQLException.class);
      ask(others);
      ask(unmarked);
    }
  }

  @Test
  void aConnectionThatWasMarkedAnewIsNotThePredecessorsAnyMore() throws Exception {
    PostgresDatabase database = PostgresDatabase.require();
    try (Connection pooled = database.dataSource().getConnection()) {
      DatabaseSessions.mark(pooled, OLD);
      DatabaseSessions.mark(pooled, OTHER);

      DatabaseSessions.of(database.dataSource()).fence(target(OLD, Duration.ofSeconds(30)));

      ask(pooled);
    }
  }

  @Test
  void failsWithoutTheRightToEndThem() throws Exception {
    PostgresDatabase database = PostgresDatabase.require();
    Scene.created(database);
    database.user("bystander");
    try (Connection marked = database.dataSource().getConnection()) {
      DatabaseSessions.mark(marked, OLD);
      DatabaseSessions powerless = DatabaseSessions.of(database.dataSource("bystander", ""));

      assertThatThrownBy(() -> powerless.fence(target(OLD, Duration.ofSeconds(5))))
          .isInstanceOf(SQLException.class);

      ask(marked);
    }
  }

  @Test
  void refusesADatabaseWhoseSessionsHaveNoNames() throws Exception {
    Database h2 = H2Database.INSTANCE;
    try (Connection connection = h2.dataSource().getConnection()) {
      assertThatThrownBy(() -> DatabaseSessions.mark(connection, OLD))
          .isInstanceOf(RejectedException.class)
          .hasMessageContaining("PostgreSQL");
    }
    assertThat(DatabaseSessions.of(h2.dataSource()).name()).isEqualTo("database sessions");
  }

  private static void ask(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1");
    }
  }

  private static FencingTarget target(GrantId grant, Duration within) {
    long end = System.nanoTime() + within.toNanos();
    return new FencingTarget(
        new TokenSpace("c1", new ElectionName("orders")),
        new Predecessor(
            new FencingToken(7),
            grant,
            new SessionId(3, 4),
            new CandidateName("anna"),
            "web-1/42/1000/c0ffee"),
        new FencingToken(8),
        () -> Duration.ofNanos(Math.max(0, end - System.nanoTime())));
  }
}
