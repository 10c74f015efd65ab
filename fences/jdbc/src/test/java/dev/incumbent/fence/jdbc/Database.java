package dev.incumbent.fence.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteDataSource;

/** A real database server that the tests of this JVM share. Its data sources do not pool. */
interface Database {
  SqlDialect dialect();

  /** What another process needs to connect as the same user. */
  Address address();

  /** As a user who may do everything. */
  default DataSource dataSource() {
    return address().dataSource();
  }

  default DataSource dataSource(String user, String password) {
    return new Address(address().url(), user, password).dataSource();
  }

  /** A place without any table. */
  DataSource emptyDataSource();

  /** A place where there is nothing. */
  default DataSource unreachableDataSource() {
    return new Address(address().url().replaceFirst("127.0.0.1:\\d+", "127.0.0.1:1"), "x", "x")
        .dataSource();
  }

  /** Tells the server to end a session, where there is a server. */
  default String endSession(int session) {
    throw new AssertionError(this + " has no sessions");
  }

  /** JDBC's numbers of the isolation levels that it really has. */
  List<Integer> isolationLevels();

  /** Whether a session waits for a lock, where the database tells. */
  default boolean isAnybodyWaiting() throws SQLException {
    throw new AssertionError(this + " does not tell who waits");
  }

  /** Runs statements, each by itself. */
  default void run(String... statements) throws SQLException {
    try (Connection connection = dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** Where it listens. */
  record Address(String url, String user, String password) {
    DataSource dataSource() {
      if (url.startsWith("jdbc:h2:")) {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL(url);
        h2.setUser(user);
        h2.setPassword(password);
        return h2;
      }
      if (url.startsWith("jdbc:sqlite:")) {
        SQLiteDataSource sqlite = new SQLiteDataSource();
        sqlite.setUrl(url);
        return sqlite;
      }
      PGSimpleDataSource postgres = new PGSimpleDataSource();
      postgres.setUrl(url);
      postgres.setUser(user);
      postgres.setPassword(password);
      return postgres;
    }
  }
}
