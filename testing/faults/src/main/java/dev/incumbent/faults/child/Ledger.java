package dev.incumbent.faults.child;

import dev.incumbent.fence.jdbc.JdbcFence;
import dev.incumbent.fencing.TokenSpace;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * A counter in PostgreSQL behind the JDBC fence, and a row for each increment. The counter's row is
 * locked until the commit, so its numbers are the table's commit order.
 *
 * <p>Threads: safe.
 */
final class Ledger {
  static final String STORAGE = "sql";

  private static final String BOUNDS = "connectTimeout=2&socketTimeout=5&tcpKeepAlive=true";

  private final String url;
  private final JdbcFence fence;

  Ledger(String url) {
    this.url = url + "?user=postgres&" + BOUNDS;
    this.fence = JdbcFence.of(source(), "faults", STORAGE);
  }

  JdbcFence fence() {
    return fence;
  }

  /** Makes the tables and the fence's row. */
  void create(TokenSpace space) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE counter (n BIGINT NOT NULL)");
      statement.execute("INSERT INTO counter VALUES (0)");
      statement.execute(
          "CREATE TABLE increment (n BIGINT NOT NULL, token BIGINT NOT NULL, label TEXT NOT NULL)");
    }
    fence.create();
    var unused = fence.createScope(space);
  }

  /** A connection whose transaction its caller ends. */
  Connection open() throws SQLException {
    Connection connection = DriverManager.getConnection(url);
    connection.setAutoCommit(false);
    return connection;
  }

  /** Increments in the connection's transaction, which has passed the fence's check. */
  static void increment(Connection connection, long token, String label) throws SQLException {
    try (Statement statement = connection.createStatement();
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO increment SELECT n, ?, ? FROM counter")) {
      statement.executeUpdate("UPDATE counter SET n = n + 1");
      insert.setLong(1, token);
      insert.setString(2, label);
      insert.executeUpdate();
    }
  }

  /** Is handed each increment. */
  @FunctionalInterface
  interface Increments {
    void tell(long position, long token, String label);
  }

  /** Reads every committed increment, in commit order. */
  void read(Increments increments) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT n, token, label FROM increment ORDER BY n")) {
      while (rows.next()) {
        increments.tell(rows.getLong(1), rows.getLong(2), rows.getString(3));
      }
    }
  }

  /** Connections of the driver's, one each time. */
  private DataSource source() {
    return (DataSource)
        Proxy.newProxyInstance(
            Ledger.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              if (!method.getName().equals("getConnection")) {
                throw new UnsupportedOperationException(method.getName());
              }
              return DriverManager.getConnection(url);
            });
  }
}
