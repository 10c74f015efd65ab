package dev.incumbent.fence.jdbc;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends the database sessions that hold the fence row while a claim or a move waits for it, on a
 * second connection.
 *
 * <p>Each look asks anew: is it still waiting, is there still time for it, is the committed token
 * still smaller? Only then, and in the statement that asks the last, is a session ended.
 */
final class HolderEviction implements Runnable {
  private static final Logger LOG = System.getLogger(HolderEviction.class.getName());
  private static final long LOOK_EVERY_MILLIS = 10;

  private final JdbcFenceConfig config;
  private final DialectSource dialects;
  private final FenceChange change;
  private final ChangeAttempt attempt;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Set<String> reported = new TreeSet<>();

  private volatile String trouble = "";

  HolderEviction(
      JdbcFenceConfig config, DialectSource dialects, FenceChange change, ChangeAttempt attempt) {
    this.config = config;
    this.dialects = dialects;
    this.change = change;
    this.attempt = attempt;
  }

  /** Looks until stopped, or until the database says that this user may not. */
  @Override
  public void run() {
    try (BorrowedConnection borrowed = BorrowedConnection.of(config.claims(), true)) {
      do {
        look(borrowed.connection());
      } while (!stopped.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS));
    } catch (SQLException e) {
      giveUp(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void stop() {
    stopped.countDown();
  }

  /** Why the row could not be freed, as a clause for a message; empty if nothing is known. */
  String trouble() {
    return trouble;
  }

  private void look(Connection connection) throws SQLException {
    if (attempt.raisingSession().isEmpty() || change.remaining().toMillis() < 1) {
      return;
    }
    Dialect dialect = dialects.of(connection);
    int waiting = attempt.raisingSession().orElse(0);
    try {
      for (Holder holder :
          dialect.endHolders(connection, waiting, config.scope(), change.token())) {
        report(holder);
      }
    } catch (SQLException e) {
      String right = dialect.missingRight(e);
      if (right.isEmpty()) {
        throw e;
      }
      throw new SQLException(
          "this user may not end the database session that holds it; needed: " + right, e);
    }
  }

  private void report(Holder holder) {
    trouble = "; it is held by " + holder.name();
    if (!reported.add(holder.name())) {
      return;
    }
    String what = holder.ended() ? "ended" : "could not end";
    LOG.log(
        Level.WARNING,
        () ->
            "In fence scope '%s' %s %s the database's %s, which held its row"
                .formatted(config.scope(), change, what, holder.name()));
    if (holder.ended()) {
      config.counters().add(JdbcFence.SESSIONS_ENDED, 1);
    }
  }

  private void giveUp(SQLException e) {
    trouble = "; " + e.getMessage();
    LOG.log(
        Level.WARNING,
        () ->
            "In fence scope '%s' %s waits for its row: %s"
                .formatted(config.scope(), change, e.getMessage()));
  }
}
