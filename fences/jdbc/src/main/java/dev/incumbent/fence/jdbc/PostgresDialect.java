package dev.incumbent.fence.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * PostgreSQL.
 *
 * <p>Source: "Explicit Locking" (row-level lock conflicts), "System Administration Functions", and
 * {@code src/backend/access/heap/README.tuplock} for who waits for whom.
 */
final class PostgresDialect implements Dialect {
  static final Dialect INSTANCE = new PostgresDialect();

  /** A smaller limit that somebody else has set stays; 0 means that nobody has. */
  private static final String HOLD =
      "SELECT "
          + FenceTable.COLUMNS
          + ", set_config('idle_in_transaction_session_timeout', LEAST(NULLIF((EXTRACT(EPOCH FROM"
          + " current_setting('idle_in_transaction_session_timeout')::interval) * 1000)::bigint,"
          + " 0), ?)::text, true) FROM "
          + FenceTable.NAME
          + " WHERE scope = ? FOR SHARE";

  private static final String START_CLAIM =
      "SELECT "
          + FenceTable.COLUMNS
          + ", pg_backend_pid() FROM "
          + FenceTable.NAME
          + " WHERE scope = ?";

  /**
   * A commit must be on disk, and on the synchronous standby where there is one, before a claim is
   * worth anything, whatever the role's default. The setting ends with the statement's transaction.
   */
  private static final String DURABLY =
      " RETURNING set_config('synchronous_commit', CASE"
          + " current_setting('synchronous_commit') WHEN 'remote_apply' THEN 'remote_apply' ELSE"
          + " 'on' END, true)";

  /**
   * A claim that waits for a row waits for the transaction that locked it, or, if another waits
   * already, for that one's tuple lock: so the chain of waiters is followed to the transaction that
   * all wait for. A prepared transaction has the process id 0 and cannot be ended. Whoever holds no
   * lock on this table is no holder, whatever the ids say (a pooler between could mix them up).
   */
  private static final String END_HOLDERS =
      """
      WITH RECURSIVE waiter(pid) AS (
        SELECT CAST(? AS integer)
        UNION
        SELECT queued.pid FROM waiter
          JOIN pg_locks AS wanted ON wanted.pid = waiter.pid AND NOT wanted.granted
           AND wanted.locktype = 'tuple' AND wanted.relation = 'incumbent_fence'::regclass
          CROSS JOIN LATERAL unnest(pg_blocking_pids(waiter.pid)) AS queued(pid)
      ), holder AS (
        SELECT DISTINCT blocking.pid FROM waiter
          JOIN pg_locks AS wanted ON wanted.pid = waiter.pid AND NOT wanted.granted
           AND wanted.locktype = 'transactionid'
          CROSS JOIN LATERAL unnest(pg_blocking_pids(waiter.pid)) AS blocking(pid)
         WHERE EXISTS (SELECT FROM pg_locks AS own WHERE own.pid = waiter.pid AND own.granted
                         AND own.relation = 'incumbent_fence'::regclass)
           AND (blocking.pid = 0 OR
                EXISTS (SELECT FROM pg_locks AS held WHERE held.pid = blocking.pid AND held.granted
                           AND held.relation = 'incumbent_fence'::regclass))
      )
      SELECT pid, CASE WHEN pid <> 0 THEN pg_terminate_backend(pid) END FROM holder
       WHERE pid <> pg_backend_pid()
         AND (SELECT token FROM incumbent_fence WHERE scope = ?) < ?""";

  /** They speak the protocol; their row locks are others. */
  private static final List<String> OTHERS =
      List.of("CockroachDB", "-YB-", "Greenplum", "Redshift", "Materialize", "QuestDB", "CrateDB");

  private static final String INSUFFICIENT_PRIVILEGE = "42501";

  private PostgresDialect() {}

  @Override
  public String ddl() {
    return FenceTable.DDL;
  }

  @Override
  public String version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT version()")) {
      rows.next();
      return rows.getString(1);
    }
  }

  @Override
  public boolean isGenuine(String version) {
    return version.startsWith("PostgreSQL ") && OTHERS.stream().noneMatch(version::contains);
  }

  @Override
  public HeldFence hold(Connection connection, String scope, long idleMillis) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(HOLD)) {
      statement.setLong(1, Math.min(idleMillis, Integer.MAX_VALUE));
      statement.setString(2, scope);
      try (ResultSet rows = statement.executeQuery()) {
        return new HeldFence(
            rows.next() ? Optional.of(FenceTable.record(rows)) : Optional.empty(), "");
      }
    }
  }

  /** After any error PostgreSQL refuses every statement up to the rollback; DDL commits nothing. */
  @Override
  public boolean isStillHeld(Connection connection, HeldFence held) {
    return true;
  }

  @Override
  public int sessionId(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT pg_backend_pid()")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  /** A cancellation ends a wait at once. */
  @Override
  public ClaimStart startClaim(Connection connection, String scope) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(START_CLAIM)) {
      statement.setString(1, scope);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next()
            ? new ClaimStart(Optional.of(FenceTable.record(rows)), rows.getInt(7), List.of())
            : new ClaimStart(Optional.empty(), 0, List.of());
      }
    }
  }

  @Override
  public String committing(String update) {
    return update + DURABLY;
  }

  /** Nobody sees a commit of PostgreSQL's before it is as durable as its transaction asked for. */
  @Override
  public Raised afterFailure(SQLException failure) {
    return SqlStates.isConnectionLost(failure) ? Raised.UNKNOWN : Raised.NO;
  }

  @Override
  public void makeDurable(Connection connection) {}

  @Override
  public Set<Holder> endHolders(Connection connection, int waiting, String scope, long token)
      throws SQLException {
    Set<Holder> found = new LinkedHashSet<>();
    try (PreparedStatement statement = connection.prepareStatement(END_HOLDERS)) {
      statement.setInt(1, waiting);
      statement.setString(2, scope);
      statement.setLong(3, token);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(holder(rows.getInt(1), rows.getBoolean(2)));
        }
      }
    }
    return found;
  }

  @Override
  public String missingRight(SQLException refusal) {
    return INSUFFICIENT_PRIVILEGE.equals(refusal.getSQLState())
        ? "GRANT pg_signal_backend TO the user that claims (a superuser's session can be ended only"
            + " by a superuser: do not write as one)"
        : "";
  }

  private static Holder holder(int pid, boolean ended) {
    return pid == 0
        ? new Holder("prepared transaction (see pg_prepared_xacts)", false)
        : new Holder("process " + pid, ended);
  }
}
