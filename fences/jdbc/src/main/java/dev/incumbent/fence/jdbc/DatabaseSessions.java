package dev.incumbent.fence.jdbc;

import dev.incumbent.error.Failure;
import dev.incumbent.error.RejectedException;
import dev.incumbent.fencing.FencingAction;
import dev.incumbent.fencing.FencingTarget;
import dev.incumbent.fencing.GrantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * Ends the PostgreSQL sessions in which a predecessor works, and waits until they are gone: for
 * work that no {@link JdbcFence} checks.
 *
 * <p>A leader puts its mark on each connection that it works with, {@link #mark}: the session's
 * {@code application_name} is then {@code incumbent-} and its grant id, which no other leadership
 * ever has. A connection pool's connections are marked when they are borrowed, and marked anew by
 * the next leadership.
 *
 * <p>NOT guaranteed: that the predecessor opens no new session, or works in one without the mark;
 * end its process before, or take the right to log in from it. What it committed before stays.
 *
 * <p>Threads: safe for use by any thread; it blocks on the database, until the sessions are gone or
 * its time is over.
 *
 * <p>Errors: an {@code SQLException} if they are not gone in time, or the user may not end them (it
 * takes membership in the same role, or in {@code pg_signal_backend}).
 */
public final class DatabaseSessions implements FencingAction {
  private static final String MARK = "incumbent-";
  private static final long LOOK_MILLIS = 10;
  private static final String END =
      "SELECT pid, pg_terminate_backend(pid) FROM pg_stat_activity"
          + " WHERE application_name = ? AND pid <> pg_backend_pid()";

  private final DataSource dataSource;

  private DatabaseSessions(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Ends sessions of the database server behind this data source. */
  public static DatabaseSessions of(DataSource dataSource) {
    return new DatabaseSessions(dataSource);
  }

  /**
   * Marks a connection as one that works under a leadership, until it is marked anew.
   *
   * @throws RejectedException if the database is not PostgreSQL
   */
  public static void mark(Connection connection, GrantId grant) throws SQLException {
    requirePostgres(connection);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET application_name = '" + MARK + grant + "'");
    }
  }

  @Override
  public String name() {
    return "database sessions";
  }

  @Override
  public void fence(FencingTarget target) throws SQLException, InterruptedException {
    try (BorrowedConnection borrowed = BorrowedConnection.of(dataSource, true)) {
      requirePostgres(borrowed.connection());
      int left = end(borrowed.connection(), target);
      while (left > 0) {
        if (target.remaining().get().toMillis() < 1) {
          throw new SQLException(left + " of its database sessions are not gone yet");
        }
        Thread.sleep(LOOK_MILLIS);
        left = end(borrowed.connection(), target);
      }
    }
  }

  /** Tells those that are there to end; how many there were. */
  private static int end(Connection connection, FencingTarget target) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(END)) {
      statement.setQueryTimeout((int) Math.max(1, target.remaining().get().toSeconds()));
      statement.setString(1, MARK + target.predecessor().grant());
      int found = 0;
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found++;
        }
      }
      return found;
    }
  }

  private static void requirePostgres(Connection connection) throws SQLException {
    SqlDialect dialect = SqlDialect.of(connection);
    if (dialect != SqlDialect.POSTGRESQL) {
      throw new RejectedException(
          Failure.rejected(
              "database product", dialect.name(), "PostgreSQL, whose sessions have names"));
    }
  }
}
