package dev.incumbent.fence.jdbc;

import dev.incumbent.error.Failure;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The connection as the user's work sees it: without the calls that would end the transaction, and
 * the lock on the fence row with it, before the work has returned.
 */
final class GuardedConnection implements InvocationHandler {
  private static final Set<String> ENDS_TRANSACTION =
      Set.of("abort", "close", "commit", "setAutoCommit", "setReadOnly", "setTransactionIsolation");

  private final Connection target;

  private GuardedConnection(Connection target) {
    this.target = target;
  }

  static Connection around(Connection target) {
    return (Connection)
        Proxy.newProxyInstance(
            GuardedConnection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            new GuardedConnection(target));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args)
      throws Throwable {
    boolean wholeRollback = method.getName().equals("rollback") && method.getParameterCount() == 0;
    if (wholeRollback || ENDS_TRANSACTION.contains(method.getName())) {
      throw Failure.rejected(
              "call of Connection",
              method.getName(),
              "none that ends or alters the transaction: return to commit, throw to roll back")
          .toException();
    }
    try {
      return method.invoke(target, args);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }
}
