package dev.incumbent.fence.jdbc;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * H2. It has no shared row lock, so fenced transactions of one scope run one after another, and no
 * limit on how long a transaction may idle.
 *
 * <p>Source: H2's "Advanced" page (transaction isolation, durability problems) and its function
 * reference.
 */
final class H2Dialect implements Dialect {
  static final Dialect INSTANCE = new H2Dialect();

  private static final Logger LOG = System.getLogger(H2Dialect.class.getName());

  private static final String HOLD =
      "SELECT "
          + FenceTable.COLUMNS
          + ", TRANSACTION_ID() FROM "
          + FenceTable.NAME
          + " WHERE scope = ? FOR UPDATE";

  private static final String START_CLAIM =
      "SELECT "
          + FenceTable.COLUMNS
          + ", SESSION_ID(), LOCK_TIMEOUT() FROM "
          + FenceTable.NAME
          + " WHERE scope = ?";

  private static final String END_HOLDERS =
      "SELECT BLOCKER_ID, ABORT_SESSION(BLOCKER_ID) FROM INFORMATION_SCHEMA.SESSIONS"
          + " WHERE SESSION_ID = ? AND BLOCKER_ID IS NOT NULL"
          + " AND (SELECT token FROM "
          + FenceTable.NAME
          + " WHERE scope = ?) < ?";

  private static final String IS_ADMIN =
      "SELECT IS_ADMIN FROM INFORMATION_SCHEMA.USERS WHERE USER_NAME = CURRENT_USER";

  private static final int LOCK_WAIT_MILLIS = 100;

  private static final String SYNC = "CHECKPOINT SYNC";

  private static final int ADMIN_RIGHTS_REQUIRED = 90040;
  private static final int TABLE_RIGHTS_REQUIRED = 90096;

  private final AtomicBoolean warnedOfDurability = new AtomicBoolean();

  private H2Dialect() {}

  @Override
  public String ddl() {
    return FenceTable.DDL;
  }

  @Override
  public String version(Connection connection) throws SQLException {
    return "H2 " + connection.getMetaData().getDatabaseProductVersion();
  }

  @Override
  public boolean isGenuine(String version) {
    return true;
  }

  @Override
  public HeldFence hold(Connection connection, String scope, long idleMillis) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(HOLD)) {
      statement.setString(1, scope);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next()
            ? new HeldFence(Optional.of(FenceTable.record(rows)), String.valueOf(rows.getString(7)))
            : new HeldFence(Optional.empty(), "");
      }
    }
  }

  /** In H2 every DDL statement commits, and a deadlock rolls back: the session then goes on. */
  @Override
  public boolean isStillHeld(Connection connection, HeldFence held) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT TRANSACTION_ID()")) {
      rows.next();
      return held.transaction().equals(rows.getString(1));
    }
  }

  @Override
  public int sessionId(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT SESSION_ID()")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  @Override
  public ClaimStart startClaim(Connection connection, String scope) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(START_CLAIM)) {
      statement.setString(1, scope);
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next()) {
          return new ClaimStart(Optional.empty(), 0, List.of());
        }
        FenceRecord row = FenceTable.record(rows);
        int session = rows.getInt(7);
        return new ClaimStart(
            Optional.of(row), session, shortenLockWait(connection, rows.getInt(8)));
      }
    }
  }

  /**
   * H2 does not look at a cancellation while it waits for a row. A connection that was made with so
   * short a wait spares each claim two statements.
   */
  private static List<String> shortenLockWait(Connection connection, int beforeMillis)
      throws SQLException {
    if (beforeMillis <= LOCK_WAIT_MILLIS) {
      return List.of();
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET LOCK_TIMEOUT " + LOCK_WAIT_MILLIS);
    }
    return List.of("SET LOCK_TIMEOUT " + beforeMillis);
  }

  /**
   * H2 writes a commit to disk up to {@code WRITE_DELAY}, half a second, after it answered: one
   * message carries the update, its commit and the order to write it, because each more is a round
   * trip in the middle of a failover.
   */
  @Override
  public String committing(String update) {
    return update + "; COMMIT; " + SYNC;
  }

  /**
   * A refusal of the update itself comes before the commit; any other failure may come after it.
   */
  @Override
  public Raised afterFailure(SQLException failure) {
    if (isRefusedSync(failure)) {
      return Raised.YES;
    }
    boolean refused =
        SqlStates.isRetryable(failure)
            || SqlStates.isNoSuchTable(failure)
            || failure.getErrorCode() == TABLE_RIGHTS_REQUIRED;
    return refused ? Raised.NO : Raised.UNKNOWN;
  }

  @Override
  public void makeDurable(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(SYNC);
    } catch (SQLException e) {
      if (!isRefusedSync(e)) {
        throw e;
      }
    }
  }

  private boolean isRefusedSync(SQLException failure) {
    if (failure.getErrorCode() != ADMIN_RIGHTS_REQUIRED) {
      return false;
    }
    if (warnedOfDurability.compareAndSet(false, true)) {
      LOG.log(
          Level.WARNING,
          "A claim could not be forced to H2's disk: CHECKPOINT SYNC needs ALTER USER … ADMIN"
              + " TRUE. Until H2's own delayed write, a crash of the database can take it back.");
    }
    return true;
  }

  @Override
  public Set<Holder> endHolders(Connection connection, int waiting, String scope, long token)
      throws SQLException {
    requireAdmin(connection);
    Set<Holder> found = new LinkedHashSet<>();
    try (PreparedStatement statement = connection.prepareStatement(END_HOLDERS)) {
      statement.setInt(1, waiting);
      statement.setString(2, scope);
      statement.setLong(3, token);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(new Holder("session " + rows.getInt(1), rows.getBoolean(2)));
        }
      }
    }
    return found;
  }

  @Override
  public String missingRight(SQLException refusal) {
    return refusal.getErrorCode() == ADMIN_RIGHTS_REQUIRED
        ? "ALTER USER … ADMIN TRUE for the user that claims (ABORT_SESSION needs it)"
        : "";
  }

  /** Without the right, H2 shows a user only its own session, which looks like no blocker. */
  private static void requireAdmin(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(IS_ADMIN)) {
      if (!rows.next() || !rows.getBoolean(1)) {
        throw new SQLException(
            "the user may not end another session",
            String.valueOf(ADMIN_RIGHTS_REQUIRED),
            ADMIN_RIGHTS_REQUIRED);
      }
    }
  }
}
