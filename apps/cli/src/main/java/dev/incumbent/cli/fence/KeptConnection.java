package dev.incumbent.cli.fence;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * One connection, lent again and again: the smallest pool.
 *
 * <p>Threads: for use by one at a time.
 */
final class KeptConnection extends DriverDataSource {
  private @Nullable Connection kept;

  KeptConnection(String url, String user, String password) {
    super(url, user, password);
  }

  @Override
  public Connection getConnection() throws SQLException {
    if (kept == null) {
      kept = lent(super.getConnection());
    }
    return kept;
  }

  /** All of it but its end. */
  private static Connection lent(Connection real) {
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                return null;
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
