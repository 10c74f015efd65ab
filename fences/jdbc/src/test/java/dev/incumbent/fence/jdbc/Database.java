package dev.incumbent.fence.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** A real database server that the tests of this JVM share. Its data sources do not pool. */
interface Database {
  SqlDialect dialect();

  /** What another process needs to connect as the same user. */
  Address address();

  /** As a user who may do everything. */
  DataSource dataSource();

  DataSource dataSource(String user, String password);

  /** JDBC's numbers of the isolation levels that it really has. */
  List<Integer> isolationLevels();

  /** Whether a session waits for a lock. */
  boolean isAnybodyWaiting() throws SQLException;

  /** Runs statements, each by itself. */
  default void run(String... statements) throws SQLException {
    try (Connection connection = dataSource().getConnection();
        java.sql.Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** Where it listens. */
  record Address(String url, String user, String password) {}
}
