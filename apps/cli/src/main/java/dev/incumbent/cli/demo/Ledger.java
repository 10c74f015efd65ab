package dev.incumbent.cli.demo;

import dev.incumbent.election.ElectionName;
import dev.incumbent.fence.jdbc.JdbcFence;
import dev.incumbent.fencing.TokenSpace;
import dev.incumbent.history.HistoryEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.h2.jdbcx.JdbcConnectionPool;

/**
 * The SQL side of the demo: a counter behind the JDBC fence, and a row for each increment. The
 * counter's row is locked until the commit, so its numbers are the table's commit order.
 */
final class Ledger {
  /** The storage's name in the history. */
  static final String STORAGE = "sql";

  /** As an application would: connections are made once, not in the middle of a failover. */
  private final JdbcConnectionPool dataSource;

  private final JdbcFence fence;

  Ledger(String url) {
    dataSource = JdbcConnectionPool.create(url, "sa", "");
    fence = JdbcFence.of(dataSource, "demo", STORAGE);
  }

  JdbcFence fence() {
    return fence;
  }

  /** Makes sure that the fence can be asked, before anybody depends on it. */
  void requireReachable() throws SQLException {
    if (fence.findRecord().isEmpty()) {
      throw new SQLException("the fence's row is missing");
    }
  }

  /** A connection whose transaction its caller ends. */
  Connection open() throws SQLException {
    Connection connection = dataSource.getConnection();
    connection.setAutoCommit(false);
    return connection;
  }

  /** Makes the tables and the fence's row. */
  void create(String cluster, ElectionName election) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE counter (id INT PRIMARY KEY, n BIGINT NOT NULL)");
      statement.execute("INSERT INTO counter VALUES (1, 0)");
      statement.execute(
          "CREATE TABLE increment (n BIGINT NOT NULL, token BIGINT NOT NULL, label VARCHAR(100) NOT NULL)");
    }
    fence.create();
    var unused = fence.createScope(new TokenSpace(cluster, election));
  }

  /** Increments the counter in the connection's transaction, which has passed the fence's check. */
  static void increment(Connection connection, long token, String label) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("UPDATE counter SET n = n + 1 WHERE id = 1");
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO increment SELECT n, ?, ? FROM counter WHERE id = 1")) {
      insert.setLong(1, token);
      insert.setString(2, label);
      insert.executeUpdate();
    }
  }

  /** Every committed increment, in commit order. */
  List<HistoryEvent> committed(ElectionName election) throws SQLException {
    List<HistoryEvent> events = new ArrayList<>();
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT n, token, label FROM increment ORDER BY n")) {
      while (rows.next()) {
        events.add(
            new HistoryEvent.Committed(
                STORAGE, election.value(), rows.getLong(1), rows.getLong(2), rows.getString(3)));
      }
    }
    return events;
  }
}
