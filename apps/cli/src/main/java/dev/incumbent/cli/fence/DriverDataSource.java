package dev.incumbent.cli.fence;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Connections of whichever driver on the class path takes the URL; pools nothing. Open for one that
 * does.
 */
class DriverDataSource implements DataSource {
  private final String url;
  private final String user;
  private final String password;

  /**
   * Connects to nothing yet.
   *
   * @param user empty to say none
   * @throws IllegalArgumentException if no driver takes the URL
   */
  DriverDataSource(String url, String user, String password) {
    if (DriverManager.drivers().noneMatch(driver -> takes(driver, url))) {
      throw new IllegalArgumentException(
          "database URL '"
              + url.split("[?;]", 2)[0]
              + "' has no driver: allowed jdbc:postgresql:, jdbc:h2:, jdbc:sqlite:");
    }
    this.url = url;
    this.user = user;
    this.password = password;
  }

  private static boolean takes(Driver driver, String url) {
    try {
      return driver.acceptsURL(url);
    } catch (SQLException e) {
      return false;
    }
  }

  @Override
  public Connection getConnection() throws SQLException {
    return getConnection(user, password);
  }

  @Override
  public final Connection getConnection(String as, String with) throws SQLException {
    Properties properties = new Properties();
    if (!as.isEmpty()) {
      properties.setProperty("user", as);
      properties.setProperty("password", with);
    }
    return DriverManager.getConnection(url, properties);
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLException("wraps nothing");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
