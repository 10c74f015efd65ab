package dev.incumbent.fence.jdbc;

import dev.incumbent.fencing.Claim;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The part of a claim that reads and raises the row, and that may wait for its lock.
 *
 * <p>Threads: {@link #call} runs on a thread of its own, so that nothing the database does can hold
 * the claim's caller beyond its time; the rest is safe for use by any thread.
 */
final class ClaimAttempt implements Callable<ClaimRule> {
  private static final Logger LOG = System.getLogger(ClaimAttempt.class.getName());
  private static final long RETRY_PAUSE_MILLIS = 20;

  private final JdbcFenceConfig config;
  private final DialectSource dialects;
  private final Claim claim;
  private final CountDownLatch cancelled = new CountDownLatch(1);

  private volatile boolean mayHaveRaised;
  private volatile OptionalInt raisingSession = OptionalInt.empty();
  private volatile @Nullable PreparedStatement raising;
  private volatile @Nullable Connection inUse;

  ClaimAttempt(JdbcFenceConfig config, DialectSource dialects, Claim claim) {
    this.config = config;
    this.dialects = dialects;
    this.claim = claim;
  }

  /**
   * Returns what the row was to this claim; now it is its own, and durably so.
   *
   * @throws CancellationException if it was told to stop
   */
  @Override
  public ClaimRule call() throws SQLException, InterruptedException {
    while (true) {
      try (BorrowedConnection borrowed = BorrowedConnection.of(config.claims(), true)) {
        inUse = borrowed.connection();
        borrowed.undoWith(boundLockWaits(borrowed.connection()));
        return claimOn(borrowed.connection());
      } catch (SQLException e) {
        requireWorthRetrying(e);
        LOG.log(Level.DEBUG, "A claim is tried again", e);
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
        LOG.log(Level.DEBUG, "A claim could not be cancelled", e);
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
        LOG.log(Level.DEBUG, "A claim's connection could not be aborted", e);
      }
    }
  }

  private String boundLockWaits(Connection connection) throws SQLException {
    return dialects.of(connection).boundLockWaits(connection);
  }

  private ClaimRule claimOn(Connection connection) throws SQLException {
    Dialect dialect = dialects.of(connection);
    int session = dialect.sessionId(connection);
    while (cancelled.getCount() > 0) {
      ClaimRule rule =
          ClaimRule.decide(config.scope(), FenceTable.read(connection, config.scope()), claim);
      if (rule == ClaimRule.HELD || raise(connection, dialect, session)) {
        mayHaveRaised = true;
        dialect.makeDurable(connection);
        return rule;
      }
    }
    throw new CancellationException();
  }

  /** Returns false if no row was raised, and it is worth reading the row again to learn why. */
  private boolean raise(Connection connection, Dialect dialect, int session) throws SQLException {
    FenceRefusals.requireMillisLeft(
        claim.space(), claim.token(), claim.remaining(), "nothing was claimed");
    try (PreparedStatement statement = connection.prepareStatement(dialect.raise())) {
      FenceTable.bindRaise(statement, config.scope(), claim);
      raising = statement;
      raisingSession = OptionalInt.of(session);
      mayHaveRaised = true;
      boolean raised =
          statement.execute() ? statement.getResultSet().next() : statement.getUpdateCount() == 1;
      mayHaveRaised = false;
      return raised;
    } catch (SQLException e) {
      mayHaveRaised = SqlStates.isConnectionLost(e);
      if (SqlStates.isRetryable(e)) {
        LOG.log(Level.DEBUG, "A claim is tried again", e);
        return false;
      }
      throw e;
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
    if (!mayHaveRaised) {
      throw e;
    }
  }
}
