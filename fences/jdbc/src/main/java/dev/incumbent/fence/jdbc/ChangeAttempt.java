package dev.incumbent.fence.jdbc;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The part of a claim, or of a move, that reads and raises the row, and that may wait for its lock.
 *
 * <p>Threads: {@link #call} runs on a thread of its own, so that nothing the database does can hold
 * the caller beyond its time; the rest is safe for use by any thread.
 */
final class ChangeAttempt implements Callable<RowRule> {
  private static final Logger LOG = System.getLogger(ChangeAttempt.class.getName());
  private static final long RETRY_PAUSE_MILLIS = 20;

  private final JdbcFenceConfig config;
  private final DialectSource dialects;
  private final FenceChange change;
  private final CountDownLatch cancelled = new CountDownLatch(1);

  private volatile boolean mayHaveRaised;
  private volatile OptionalInt raisingSession = OptionalInt.empty();
  private volatile @Nullable PreparedStatement raising;
  private volatile @Nullable Connection inUse;

  ChangeAttempt(JdbcFenceConfig config, DialectSource dialects, FenceChange change) {
    this.config = config;
    this.dialects = dialects;
    this.change = change;
  }

  /**
   * Returns what was to be done to the row; now it is as the change wants it, and durably so.
   *
   * @throws CancellationException if it was told to stop
   */
  @Override
  public RowRule call() throws SQLException, InterruptedException {
    while (true) {
      try (BorrowedConnection borrowed = BorrowedConnection.of(config.claims(), true)) {
        inUse = borrowed.connection();
        Dialect dialect = dialects.of(borrowed.connection());
        ClaimStart start = dialect.startClaim(borrowed.connection(), config.scope());
        borrowed.undoWith(start.undo());
        return change(borrowed.connection(), dialect, start);
      } catch (SQLException e) {
        requireWorthRetrying(e);
        LOG.log(Level.DEBUG, "The change of a fence row is tried again", e);
      } finally {
        inUse = null;
      }
      if (cancelled.await(RETRY_PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new CancellationException();
      }
    }
  }

  /** The database session that is raising the row, or waiting for its lock, if one is. */
  OptionalInt raisingSession() {
    return raisingSession;
  }

  /** Whether a statement that raises the row was sent that has not been answered. */
  boolean mayHaveRaised() {
    return mayHaveRaised;
  }

  /** Asks the database to give the statement up, and tries nothing again. Blocks on it. */
  void cancel() {
    cancelled.countDown();
    PreparedStatement statement = raising;
    if (statement != null) {
      try {
        statement.cancel();
      } catch (SQLException e) {
        LOG.log(Level.DEBUG, "The change of a fence row could not be cancelled", e);
      }
    }
  }

  /** Gives the connection up without waiting for the database. */
  void abort() {
    cancelled.countDown();
    Connection connection = inUse;
    if (connection != null) {
      try {
        connection.abort(Runnable::run);
      } catch (SQLException e) {
        LOG.log(Level.DEBUG, "The connection of a fence's change could not be aborted", e);
      }
    }
  }

  private RowRule change(Connection connection, Dialect dialect, ClaimStart start)
      throws SQLException {
    Optional<FenceRecord> row = start.row();
    while (cancelled.getCount() > 0) {
      RowRule rule = change.decide(config.scope(), row);
      if (rule == RowRule.DONE) {
        mayHaveRaised = true;
        dialect.makeDurable(connection);
        return rule;
      }
      if (raise(connection, dialect, start.session())) {
        mayHaveRaised = true;
        return rule;
      }
      row = FenceTable.read(connection, config.scope());
    }
    throw new CancellationException();
  }

  /** Returns false if no row was raised, and it is worth reading the row again to learn why. */
  private boolean raise(Connection connection, Dialect dialect, int session) throws SQLException {
    change.requireTime(change.remaining());
    String update = dialect.committing(change.statement());
    try (PreparedStatement statement = connection.prepareStatement(update)) {
      change.bind(statement, config.scope());
      raising = statement;
      raisingSession = OptionalInt.of(session);
      mayHaveRaised = true;
      boolean raised =
          statement.execute() ? statement.getResultSet().next() : statement.getUpdateCount() == 1;
      mayHaveRaised = false;
      return raised;
    } catch (SQLException e) {
      Raised raised = dialect.afterFailure(e);
      mayHaveRaised = raised == Raised.UNKNOWN;
      if (raised == Raised.NO && SqlStates.isRetryable(e)) {
        LOG.log(Level.DEBUG, "The change of a fence row is tried again", e);
        return false;
      }
      if (raised != Raised.YES) {
        throw e;
      }
      return true;
    } finally {
      raisingSession = OptionalInt.empty();
      raising = null;
    }
  }

  private void requireWorthRetrying(SQLException e) throws SQLException {
    if (SqlStates.isNoSuchTable(e)) {
      throw FenceRefusals.missing(config.scope()).toException();
    }
    if (cancelled.getCount() == 0) {
      throw (CancellationException) new CancellationException().initCause(e);
    }
    if (!mayHaveRaised && !SqlStates.isRetryable(e)) {
      throw e;
    }
  }
}
