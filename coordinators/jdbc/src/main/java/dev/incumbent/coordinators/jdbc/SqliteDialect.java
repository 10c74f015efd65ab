package dev.incumbent.coordinators.jdbc;

import dev.incumbent.store.StoreCapabilities;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * SQLite in a file: one writer at a time, and readers that wait for nobody (write-ahead log). A
 * commit is synced before it is answered. It tells nobody of changes: it is polled.
 *
 * <p>A process that is stopped (SIGSTOP) within a statement keeps the file's write lock until it
 * goes on or ends: nobody is granted anything meanwhile, and whoever waits says so ({@link
 * LockedOut}). Each statement commits itself, so that it must be stopped in the milliseconds that
 * one takes.
 *
 * <p>Source: SQLite's "Write-Ahead Logging", "File Locking And Concurrency", "Result and Error
 * Codes", {@code PRAGMA synchronous}.
 */
final class SqliteDialect implements Dialect {
  static final SqliteDialect INSTANCE = new SqliteDialect();

  private static final String ELECTIONS =
      """
      CREATE TABLE IF NOT EXISTS incumbent_election (
        election TEXT PRIMARY KEY,
        version INTEGER NOT NULL,
        token INTEGER NOT NULL,
        holder TEXT NOT NULL,
        body BLOB NOT NULL
      )""";

  private static final StoreCapabilities CAPABILITIES =
      new StoreCapabilities(false, Duration.ofMillis(100), Duration.ofSeconds(1));

  private static final WriteLock LOCK = new WriteLock(Path.of("/proc"));

  private static final int ERROR = 1;
  private static final int BUSY = 5;
  private static final int LOCKED = 6;
  private static final int CONSTRAINT = 19;

  /** Found before anything was written: error, rights, busy, read-only, no file, not a database. */
  private static final Set<Integer> NOT_DONE =
      Set.of(ERROR, 3, BUSY, LOCKED, 8, 14, CONSTRAINT, 26);

  private SqliteDialect() {}

  @Override
  public String name() {
    return "sqlite";
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
    properties.setProperty("busy_timeout", Integer.toString(timeouts.lockMillis()));
    return properties;
  }

  @Override
  public String url(String given, StoreTimeouts timeouts) {
    return given;
  }

  @Override
  public void prepare(Connection connection, StoreTimeouts timeouts) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA synchronous = FULL");
      try (ResultSet rows = statement.executeQuery("PRAGMA journal_mode = WAL")) {
        String mode = rows.next() ? rows.getString(1) : "none";
        if (!mode.equalsIgnoreCase("wal")) {
          throw new SQLException(
              "the file cannot have a write-ahead log (journal mode " + mode + ")", "", ERROR);
        }
      }
    }
  }

  @Override
  public String insert() {
    return Tables.INSERT + " ON CONFLICT (election) DO NOTHING";
  }

  @Override
  public String update() {
    return Tables.UPDATE;
  }

  @Override
  public boolean change(PreparedStatement statement) throws SQLException {
    return statement.executeUpdate() > 0;
  }

  @Override
  public boolean isSurelyNotDone(SQLException failure) {
    return NOT_DONE.contains(failure.getErrorCode());
  }

  @Override
  public boolean isNoTable(SQLException failure) {
    return failure.getErrorCode() == ERROR
        && String.valueOf(failure.getMessage()).contains("no such table");
  }

  @Override
  public boolean isDuplicate(SQLException failure) {
    return failure.getErrorCode() == CONSTRAINT;
  }

  @Override
  public boolean isLockedOut(SQLException failure) {
    return failure.getErrorCode() == BUSY;
  }

  @Override
  public Optional<String> lockHolder(String url) {
    return LOCK.holder(SqliteFile.of(url));
  }

  @Override
  public String hint(SQLException failure) {
    return isLockedOut(failure)
        ? "another process holds the file's lock: one that was stopped keeps it until it goes on or"
            + " ends"
        : "";
  }
}
