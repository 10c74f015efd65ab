package dev.incumbent.fence.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * SQLite: one writer at a time in the whole file, so the check is to become that writer before
 * reading the row. Fenced transactions of every scope in the file run one after another, and a
 * claim waits for the one under way: SQLite has no server that could end it.
 *
 * <p>Source: SQLite's "File Locking And Concurrency", "Write-Ahead Logging", "Savepoints", and
 * "Response To Errors Within A Transaction".
 */
final class SqliteDialect implements Dialect {
  static final Dialect INSTANCE = new SqliteDialect();

  /** Takes the write lock, whether there is a row or not. */
  private static final String BECOME_WRITER =
      "UPDATE " + FenceTable.NAME + " SET token = token WHERE scope = ?";

  /** Ends with the transaction in which it was made, whatever ends that. */
  private static final String SAVEPOINT = "incumbent_fence_held";

  private static final String NOW = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')";

  private static final int LOCK_WAIT_MILLIS = 100;

  private SqliteDialect() {}

  @Override
  public String ddl() {
    return FenceTable.DDL;
  }

  @Override
  public String version(Connection connection) throws SQLException {
    return "SQLite " + connection.getMetaData().getDatabaseProductVersion();
  }

  @Override
  public boolean isGenuine(String version) {
    return true;
  }

  @Override
  public HeldFence hold(Connection connection, String scope, long idleMillis) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(BECOME_WRITER)) {
      statement.setString(1, scope);
      statement.executeUpdate();
    }
    execute(connection, "SAVEPOINT " + SAVEPOINT);
    return new HeldFence(FenceTable.read(connection, scope), SAVEPOINT);
  }

  /** A full disk, an I/O error or {@code ON CONFLICT ROLLBACK} ends it, and the work may go on. */
  @Override
  public boolean isStillHeld(Connection connection, HeldFence held) throws SQLException {
    try {
      execute(connection, "RELEASE " + held.transaction());
      return true;
    } catch (SQLException e) {
      if (String.valueOf(e.getMessage()).contains("no such savepoint")) {
        return false;
      }
      throw e;
    }
  }

  /** SQLite numbers no sessions: whoever waits, waits for the file's one writer. */
  @Override
  public int sessionId(Connection connection) {
    return 0;
  }

  /**
   * SQLite does not look at a cancellation while it waits for the file; and a claim must be on disk
   * when others see it, also where the application's own writes need not be.
   */
  @Override
  public ClaimStart startClaim(Connection connection, String scope) throws SQLException {
    List<String> undo =
        List.of(
            "PRAGMA busy_timeout = " + ask(connection, "PRAGMA busy_timeout"),
            "PRAGMA synchronous = " + ask(connection, "PRAGMA synchronous"));
    execute(connection, "PRAGMA busy_timeout = " + LOCK_WAIT_MILLIS);
    execute(connection, "PRAGMA synchronous = FULL");
    return new ClaimStart(FenceTable.read(connection, scope), sessionId(connection), undo);
  }

  @Override
  public String committing(String update) {
    return update.replace("CURRENT_TIMESTAMP", NOW);
  }

  /** What was synced before its lock was let go is on disk when others see it. */
  @Override
  public Raised afterFailure(SQLException failure) {
    return SqlStates.isConnectionLost(failure) ? Raised.UNKNOWN : Raised.NO;
  }

  @Override
  public void makeDurable(Connection connection) {}

  @Override
  public Set<Holder> endHolders(Connection connection, int waiting, String scope, long token)
      throws SQLException {
    Optional<FenceRecord> row = FenceTable.read(connection, scope);
    return row.isPresent() && row.get().token() < token
        ? Set.of(new Holder("one writer, whom only the end of its process ends", false))
        : Set.of();
  }

  @Override
  public String missingRight(SQLException refusal) {
    return "";
  }

  private static int ask(Connection connection, String pragma) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(pragma)) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
