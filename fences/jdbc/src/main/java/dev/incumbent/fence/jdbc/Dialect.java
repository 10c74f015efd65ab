package dev.incumbent.fence.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/**
 * What one database says differently.
 *
 * <p>Threads: it keeps nothing of a connection's; safe for use by any thread; every method blocks
 * on the database.
 */
sealed interface Dialect permits PostgresDialect, H2Dialect, SqliteDialect {
  /** The statement that makes the table, if it is not there. */
  String ddl();

  /** The server's own name and version. */
  String version(Connection connection) throws SQLException;

  /** Whether that is the real product, and not one that speaks its protocol. */
  boolean isGenuine(String version);

  /**
   * Locks the fence row against claims until the transaction ends, then reads it. Where the
   * database can, it will end the session by itself if the session then idles for longer than
   * {@code idleMillis} at a time.
   */
  HeldFence hold(Connection connection, String scope, long idleMillis) throws SQLException;

  /**
   * Whether the transaction in which {@code held} was locked is still the current one. A database
   * in which no ordinary statement can end a transaction answers without asking.
   */
  boolean isStillHeld(Connection connection, HeldFence held) throws SQLException;

  /** The number by which this database knows the connection's session. */
  int sessionId(Connection connection) throws SQLException;

  /**
   * Reads the row, and sees to it that a statement that waits for a lock can be given up soon, by a
   * cancellation or because the wait ends by itself, to be begun anew; and that what this
   * connection commits is on disk before others see it, where the database lets a connection
   * choose.
   */
  ClaimStart startClaim(Connection connection, String scope) throws SQLException;

  /**
   * The update of the fence row, durable when it has returned. Sent in autocommit mode it commits
   * by itself: between the lock and the commit there is no moment at which this process could be
   * paused. It answers with one row, or one row's count, if it changed that.
   */
  String committing(String update);

  /** What a failure of {@link #committing} leaves of the update. */
  Raised afterFailure(SQLException failure);

  /** Returns when what this connection sees committed survives a crash of the database. */
  void makeDurable(Connection connection) throws SQLException;

  /**
   * Ends the sessions that hold the fence row for which {@code waiting} waits, if the committed
   * token is smaller than {@code token}: the check and the ending are one statement.
   *
   * @return those found; empty if there is none, or the token is not smaller
   * @throws SQLException also if it may not, as {@link #missingRight} tells
   */
  Set<Holder> endHolders(Connection connection, int waiting, String scope, long token)
      throws SQLException;

  /** What to grant if this is the refusal of {@link #endHolders}; empty if it is not. */
  String missingRight(SQLException refusal);
}
