package dev.incumbent.coordinators.jdbc;

import dev.incumbent.store.StoreCapabilities;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL: READ COMMITTED, where an update that waited for another's looks at the row anew, so
 * that its condition on the version is the compare-and-set. Each change is told with {@code
 * pg_notify} in the statement that makes it.
 *
 * <p>Source: PostgreSQL's "Read Committed Isolation Level", "INSERT" (ON CONFLICT), "NOTIFY", and
 * {@code synchronous_commit}.
 */
final class PostgresDialect implements Dialect {
  static final PostgresDialect INSTANCE = new PostgresDialect();

  /** Where changes are told, with the election's name. */
  static final String CHANNEL = "incumbent_election";

  private static final Logger LOG = System.getLogger(PostgresDialect.class.getName());

  private static final String ELECTIONS =
      """
      CREATE TABLE IF NOT EXISTS incumbent_election (
        election TEXT COLLATE "C" PRIMARY KEY,
        version BIGINT NOT NULL,
        token BIGINT NOT NULL,
        holder TEXT NOT NULL,
        body BYTEA NOT NULL
      ) WITH (fillfactor = 50)""";

  /**
   * A commit is on disk, and on the synchronous standby where there is one, before it is answered,
   * whatever the role's default. The setting ends with the statement's transaction.
   */
  private static final String DURABLY_AND_TOLD =
      " RETURNING set_config('synchronous_commit', CASE"
          + " current_setting('synchronous_commit') WHEN 'remote_apply' THEN 'remote_apply' ELSE"
          + " 'on' END, true), pg_notify('"
          + CHANNEL
          + "', election)";

  private static final StoreCapabilities CAPABILITIES =
      new StoreCapabilities(true, Duration.ofSeconds(1), Duration.ofSeconds(1));

  private static final Set<String> DUPLICATE = Set.of("23505", "42P07");
  private static final String NO_TABLE = "42P01";
  private static final String CANCELED = "57014";
  private static final String READ_ONLY = "25006";

  private final AtomicBoolean warnedOfFsync = new AtomicBoolean();

  private PostgresDialect() {}

  @Override
  public String name() {
    return "postgresql";
  }

  @Override
  public List<String> schema() {
    return List.of(ELECTIONS, Tables.COORDINATOR);
  }

  @Override
  public StoreCapabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public Properties properties(StoreTimeouts timeouts) {
    Properties properties = new Properties();
    String seconds = Integer.toString(timeouts.connectSeconds());
    properties.setProperty("connectTimeout", seconds);
    properties.setProperty("loginTimeout", seconds);
    properties.setProperty("socketTimeout", seconds);
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("ApplicationName", "incumbent");
    properties.setProperty("targetServerType", "primary");
    return properties;
  }

  @Override
  public String url(String given, StoreTimeouts timeouts) {
    return given;
  }

  @Override
  public void prepare(Connection connection, StoreTimeouts timeouts) throws SQLException {
    connection.setNetworkTimeout(Runnable::run, timeouts.networkMillis());
    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET lock_timeout = " + timeouts.lockMillis());
      try (ResultSet rows = statement.executeQuery("SHOW fsync")) {
        rows.next();
        if (rows.getString(1).equals("off") && warnedOfFsync.compareAndSet(false, true)) {
          LOG.log(
              Level.WARNING,
              "PostgreSQL runs with fsync = off: a crash of its machine takes back what it answered.");
        }
      }
    }
  }

  @Override
  public String insert() {
    return Tables.INSERT + " ON CONFLICT (election) DO NOTHING" + DURABLY_AND_TOLD;
  }

  @Override
  public String update() {
    return Tables.UPDATE + DURABLY_AND_TOLD;
  }

  @Override
  public boolean change(PreparedStatement statement) throws SQLException {
    boolean changed;
    try (ResultSet rows = statement.executeQuery()) {
      changed = rows.next();
    }
    requireReplicated(statement.getWarnings());
    return changed;
  }

  /**
   * Who is cancelled while it waits for the standby is told by a warning that it has committed here
   * only.
   */
  private static void requireReplicated(@Nullable SQLWarning first) throws SQLException {
    for (SQLWarning one = first; one != null; one = one.getNextWarning()) {
      if (SqlCodes.state(one).startsWith("01")) {
        throw new SQLException("the commit came with a warning: " + one.getMessage(), "40003", one);
      }
    }
  }

  /** A statement is not cancelled any more once it has begun to commit. */
  @Override
  public boolean isSurelyNotDone(SQLException failure) {
    return SqlCodes.isRefused(failure) || SqlCodes.state(failure).equals(CANCELED);
  }

  @Override
  public boolean isNoTable(SQLException failure) {
    return SqlCodes.state(failure).equals(NO_TABLE);
  }

  @Override
  public boolean isDuplicate(SQLException failure) {
    return DUPLICATE.contains(SqlCodes.state(failure));
  }

  @Override
  public String hint(SQLException failure) {
    return SqlCodes.state(failure).equals(READ_ONLY)
        ? "elections need the primary, and transactions that may write"
        : "";
  }
}
