package dev.incumbent.coordinators.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The store's own connections, so that no other work can keep them. As many are open as there are
 * callers at once; at most {@value #MAX_IDLE} wait for the next.
 *
 * <p>Threads: safe for use by any thread.
 */
final class Sessions {
  private static final int MAX_IDLE = 4;

  /** Makes a connection that may be used. */
  interface Opening {
    Connection open() throws SQLException;
  }

  private final Opening opening;
  private final ArrayDeque<Connection> idle = new ArrayDeque<>();
  private final List<Connection> taken = new ArrayList<>();
  private boolean closed;

  Sessions(Opening opening) {
    this.opening = opening;
  }

  /** One that waited, or a new one; the taker gives it back or throws it away. */
  Connection take() throws SQLException {
    Optional<Connection> waiting = takeIdle();
    if (waiting.isPresent()) {
      return waiting.get();
    }
    Connection made = opening.open();
    if (!keep(made)) {
      end(made);
      throw new SQLException("the store is closed", "08003");
    }
    return made;
  }

  private synchronized Optional<Connection> takeIdle() {
    Connection waiting = idle.pollLast();
    if (waiting != null) {
      taken.add(waiting);
    }
    return Optional.ofNullable(waiting);
  }

  private synchronized boolean keep(Connection made) {
    return !closed && taken.add(made);
  }

  /** It works, and has no transaction. */
  void giveBack(Connection connection) {
    if (!makeIdle(connection)) {
      end(connection);
    }
  }

  private synchronized boolean makeIdle(Connection connection) {
    boolean known = taken.remove(connection);
    if (!known || closed || idle.size() >= MAX_IDLE) {
      return false;
    }
    idle.add(connection);
    return true;
  }

  /** It failed; what waits is as old as it, and goes too. */
  void discard(Connection connection) {
    List<Connection> old = new ArrayList<>();
    synchronized (this) {
      taken.remove(connection);
      old.addAll(idle);
      idle.clear();
    }
    end(connection);
    old.forEach(Sessions::end);
  }

  /** Ends them all, those in use too. Idempotent. */
  void close() {
    List<Connection> all = new ArrayList<>();
    synchronized (this) {
      closed = true;
      all.addAll(idle);
      all.addAll(taken);
      idle.clear();
      taken.clear();
    }
    all.forEach(Sessions::end);
  }

  /** Without waiting for the server where the driver can. */
  static void end(Connection connection) {
    try {
      connection.abort(Runnable::run);
      connection.close();
    } catch (SQLException | RuntimeException e) {
      // It is of no use any more, whatever it says.
    }
  }
}
