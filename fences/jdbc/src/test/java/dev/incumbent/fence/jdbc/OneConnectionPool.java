package dev.incumbent.fence.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * A pool of one real connection, that can show in which state it came back. Asked for a second one
 * it refuses at once, where another pool would let the caller wait for itself.
 */
final class OneConnectionPool implements DataSource, AutoCloseable {
  private final Connection connection;
  private final boolean autocommit;
  private final String settingsBefore;
  private final AtomicBoolean lent = new AtomicBoolean();

  OneConnectionPool(DataSource dataSource, boolean autocommit) throws SQLException {
    this.connection = dataSource.getConnection();
    this.autocommit = autocommit;
    this.settingsBefore = settings();
    connection.setAutoCommit(autocommit);
  }

  @Override
  public Connection getConnection() throws SQLException {
    if (!lent.compareAndSet(false, true)) {
      throw new SQLException("the pool is exhausted", "08001");
    }
    return (Connection)
        Proxy.newProxyInstance(
            OneConnectionPool.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, args) -> {
              if (method.getName().equals("close")) {
                lent.set(false);
                return null;
              }
              try {
                return method.invoke(connection, args);
              } catch (InvocationTargetException e) {
                throw e.getTargetException();
              }
            });
  }

  /** It came back, with no transaction open, in the mode it had, with no setting of ours left. */
  void assertClean() throws SQLException {
    assertThat(lent).isFalse();
    assertThat(connection.getAutoCommit()).isEqualTo(autocommit);
    switch (SqlDialect.of(connection)) {
      case POSTGRESQL ->
          assertThat(ask("SELECT pg_current_xact_id_if_assigned() IS NULL")).isIn("t", "true");
      case H2 -> assertThat(ask("SELECT TRANSACTION_ID() IS NULL")).isEqualToIgnoringCase("true");
      case SQLITE -> {
        // It names no transaction; an open one would refuse the settings to be changed.
      }
    }
    connection.setAutoCommit(true);
    assertThat(settings()).isEqualTo(settingsBefore);
  }

  private String settings() throws SQLException {
    return switch (SqlDialect.of(connection)) {
      case POSTGRESQL ->
          ask(
              "SELECT string_agg(name || '=' || setting, ' ' ORDER BY name) FROM pg_settings WHERE"
                  + " name <> 'transaction_isolation' AND context = 'user'");
      case H2 -> ask("SELECT LOCK_TIMEOUT()");
      case SQLITE -> ask("PRAGMA busy_timeout") + " " + ask("PRAGMA synchronous");
    };
  }

  private String ask(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  @Override
  public Connection getConnection(String username, String password) throws SQLException {
    return getConnection();
  }

  @Override
  public PrintWriter getLogWriter() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void setLogWriter(PrintWriter out) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void setLoginTimeout(int seconds) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getGlobal();
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
