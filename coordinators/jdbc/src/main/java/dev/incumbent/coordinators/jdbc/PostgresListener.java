package dev.incumbent.coordinators.jdbc;

import dev.incumbent.election.ElectionName;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Hears of changes on a connection of its own, which listens again after it was lost. What was told
 * meanwhile is found by polling.
 *
 * <p>Threads: one of its own calls the consumer. It blocks on the network only; {@link #close} ends
 * that.
 */
final class PostgresListener {
  private static final Logger LOG = System.getLogger(PostgresListener.class.getName());
  private static final long RETRY_MILLIS = 500;

  /** After so long a silence the server is asked whether it is still there. */
  private static final int SILENCE_MILLIS = 5_000;

  private final JdbcAddress address;
  private final StoreTimeouts timeouts;
  private final Consumer<ElectionName> changed;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicReference<Optional<Connection>> listening =
      new AtomicReference<>(Optional.empty());
  private boolean heard;

  private PostgresListener(
      JdbcAddress address, StoreTimeouts timeouts, Consumer<ElectionName> changed) {
    this.address = address;
    this.timeouts = timeouts;
    this.changed = changed;
  }

  static PostgresListener start(
      JdbcAddress address, StoreTimeouts timeouts, Consumer<ElectionName> changed) {
    PostgresListener listener = new PostgresListener(address, timeouts, changed);
    Thread thread = new Thread(listener::run, "incumbent-listener-" + address.label());
    thread.setDaemon(true);
    thread.start();
    return listener;
  }

  void close() {
    closed.countDown();
    listening.getAndSet(Optional.empty()).ifPresent(Sessions::end);
  }

  private void run() {
    try {
      do {
        try {
          listen();
        } catch (SQLException e) {
          say(e);
        }
      } while (!closed.await(RETRY_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Once a connection: that the database is out of reach is told by its other calls. */
  private void say(SQLException e) {
    if (closed.getCount() > 0) {
      LOG.log(
          heard ? Level.INFO : Level.DEBUG,
          () -> "listens again soon, and polls until then: " + address.explain(e));
    }
    heard = false;
  }

  private void listen() throws SQLException {
    Connection connection = address.connect(timeouts);
    listening.set(Optional.of(connection));
    try (Statement statement = connection.createStatement()) {
      PGConnection postgres = connection.unwrap(PGConnection.class);
      statement.execute("LISTEN " + PostgresDialect.CHANNEL);
      heard = true;
      while (closed.getCount() > 0) {
        if (!tell(postgres.getNotifications(SILENCE_MILLIS))) {
          statement.execute("SELECT 1");
        }
      }
    } finally {
      listening.set(Optional.empty());
      Sessions.end(connection);
    }
  }

  /** Returns whether there was anything to tell. */
  private boolean tell(PGNotification @Nullable [] notifications) {
    if (notifications == null || notifications.length == 0) {
      return false;
    }
    for (PGNotification one : notifications) {
      try {
        changed.accept(new ElectionName(one.getParameter()));
      } catch (IllegalArgumentException e) {
        LOG.log(Level.DEBUG, "somebody else's notification", e);
      }
    }
    return true;
  }
}
