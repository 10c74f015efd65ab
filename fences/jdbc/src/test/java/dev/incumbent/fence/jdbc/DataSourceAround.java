package dev.incumbent.fence.jdbc;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A data source that changes what another one gives. */
abstract class DataSourceAround implements DataSource {
  private final DataSource target;

  DataSourceAround(DataSource target) {
    this.target = target;
  }

  abstract Connection changed(Connection connection) throws SQLException;

  @Override
  public final Connection getConnection() throws SQLException {
    return changed(target.getConnection());
  }

  @Override
  public final Connection getConnection(String user, String password) throws SQLException {
    return changed(target.getConnection(user, password));
  }

  @Override
  public final PrintWriter getLogWriter() throws SQLException {
    return target.getLogWriter();
  }

  @Override
  public final void setLogWriter(PrintWriter out) throws SQLException {
    target.setLogWriter(out);
  }

  @Override
  public final void setLoginTimeout(int seconds) throws SQLException {
    target.setLoginTimeout(seconds);
  }

  @Override
  public final int getLoginTimeout() throws SQLException {
    return target.getLoginTimeout();
  }

  @Override
  public final Logger getParentLogger() {
    return Logger.getGlobal();
  }

  @Override
  public final <T> T unwrap(Class<T> type) throws SQLException {
    return target.unwrap(type);
  }

  @Override
  public final boolean isWrapperFor(Class<?> type) throws SQLException {
    return target.isWrapperFor(type);
  }
}
