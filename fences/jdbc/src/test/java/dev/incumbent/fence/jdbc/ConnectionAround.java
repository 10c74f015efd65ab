package dev.incumbent.fence.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/** A connection of which one method does something else. */
final class ConnectionAround {
  /** What it does instead, given the real connection. */
  @FunctionalInterface
  interface Replacement {
    @Nullable Object call(Connection connection) throws Exception;
  }

  private ConnectionAround() {}

  static Connection replacing(String name, Connection connection, Replacement replacement) {
    return (Connection)
        Proxy.newProxyInstance(
            ConnectionAround.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, args) -> {
              if (method.getName().equals(name)) {
                return replacement.call(connection);
              }
              try {
                return method.invoke(connection, args);
              } catch (InvocationTargetException e) {
                throw e.getTargetException();
              }
            });
  }
}
