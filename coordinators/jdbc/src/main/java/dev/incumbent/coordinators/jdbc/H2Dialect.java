package dev.incumbent.coordinators.jdbc;

import dev.incumbent.store.StoreCapabilities;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * H2, as a server or inside one process: READ COMMITTED, where an update that waited for a row
 * looks at it anew. It tells nobody of changes: it is polled.
 *
 * <p>Source: H2's "Advanced" page (transaction isolation, durability problems), "Features"
 * (connection settings), and its {@code ErrorCode}.
 */
final class H2Dialect implements Dialect {
  static final H2Dialect INSTANCE = new H2Dialect();

  private static final Logger LOG = System.getLogger(H2Dialect.class.getName());

  private static final String ELECTIONS =
      """
      CREATE TABLE IF NOT EXISTS incumbent_election (
        election VARCHAR(255) PRIMARY KEY,
        version BIGINT NOT NULL,
        token BIGINT NOT NULL,
        holder VARCHAR(255) NOT NULL,
        body VARBINARY(1048576) NOT NULL
      )""";

  private static final StoreCapabilities CAPABILITIES =
      new StoreCapabilities(false, Duration.ofMillis(100), Duration.ofSeconds(1));

  private static final Set<Integer> NO_TABLE = Set.of(42102, 42103, 42104);
  private static final int DUPLICATE_KEY = 23505;
  private static final int TABLE_EXISTS = 42101;
  private static final int ALREADY_OPEN = 90020;
  private static final int NOT_FOUND = 90149;
  private static final int ADMIN_RIGHTS_REQUIRED = 90040;

  private final AtomicBoolean warnedOfDurability = new AtomicBoolean();

  private H2Dialect() {}

  @Override
  public String name() {
    return "h2";
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
    return new Properties();
  }

  @Override
  public String url(String given, StoreTimeouts timeouts) {
    boolean remote = given.startsWith("jdbc:h2:tcp:") || given.startsWith("jdbc:h2:ssl:");
    boolean said = given.toUpperCase(Locale.ROOT).contains(";NETWORK_TIMEOUT=");
    return remote && !said ? given + ";NETWORK_TIMEOUT=" + timeouts.networkMillis() : given;
  }

  /** The driver tries for two seconds, and does not say so. */
  @Override
  public void reach(String url, StoreTimeouts timeouts) throws SQLException {
    H2Url.reach(url, timeouts.networkMillis());
  }

  @Override
  public void prepare(Connection connection, StoreTimeouts timeouts) throws SQLException {
    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET LOCK_TIMEOUT " + timeouts.lockMillis());
    }
  }

  @Override
  public String insert() {
    return Tables.INSERT;
  }

  @Override
  public String update() {
    return Tables.UPDATE;
  }

  @Override
  public boolean change(PreparedStatement statement) throws SQLException {
    try {
      if (statement.executeUpdate() == 0) {
        return false;
      }
    } catch (SQLException e) {
      if (isDuplicate(e)) {
        return false;
      }
      throw e;
    }
    makeDurable(statement.getConnection());
    return true;
  }

  /** H2 writes a commit to disk up to {@code WRITE_DELAY}, half a second, after it answered. */
  private void makeDurable(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CHECKPOINT SYNC");
    } catch (SQLException e) {
      if (e.getErrorCode() != ADMIN_RIGHTS_REQUIRED) {
        throw new SQLException("done, but not known to be on disk: " + e.getMessage(), "40003", e);
      }
      if (warnedOfDurability.compareAndSet(false, true)) {
        LOG.log(
            Level.WARNING,
            "A record could not be forced to H2's disk: CHECKPOINT SYNC needs ALTER USER … ADMIN"
                + " TRUE. Until H2's own delayed write, a crash of the database can take it back.");
      }
    }
  }

  @Override
  public boolean isSurelyNotDone(SQLException failure) {
    return SqlCodes.isRefused(failure);
  }

  @Override
  public boolean isNoTable(SQLException failure) {
    return NO_TABLE.contains(failure.getErrorCode());
  }

  @Override
  public boolean isDuplicate(SQLException failure) {
    return failure.getErrorCode() == DUPLICATE_KEY || failure.getErrorCode() == TABLE_EXISTS;
  }

  @Override
  public String hint(SQLException failure) {
    return switch (failure.getErrorCode()) {
      case ALREADY_OPEN ->
          "another process has opened this file, and H2 without a server is for one process: start"
              + " an H2 server and use jdbc:h2:tcp://…, or use jdbc:sqlite:FILE";
      case NOT_FOUND -> "create the database, or start the H2 server with -ifNotExists";
      default -> "";
    };
  }
}
