package dev.incumbent.coordinators.jdbc;

import dev.incumbent.store.StoreCapabilities;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * What one database does in its own way. A record's change is one statement that commits itself, so
 * that no pause of the process can come between its lock and its commit.
 */
interface Dialect {
  /** As in its URL: {@code postgresql}. */
  String name();

  /** The statements that make the tables, in order; each may be run again. */
  List<String> schema();

  /** How it is told of changes, or polled. */
  StoreCapabilities capabilities();

  /** What the driver is told besides the URL. */
  Properties properties(StoreTimeouts timeouts);

  /** The URL that the driver is given. */
  String url(String given, StoreTimeouts timeouts);

  /** Fails at once if nobody is there, where the driver would try for long. */
  default void reach(String url, StoreTimeouts timeouts) throws SQLException {}

  /** Makes a new connection ready: isolation, durability, how long it waits for locks. */
  void prepare(Connection connection, StoreTimeouts timeouts) throws SQLException;

  /** Takes election, version, token, holder, body; changes nothing if the election has a row. */
  String insert();

  /** Takes version, token, holder, body, election, and the version that it must have. */
  String update();

  /**
   * Runs an insert or update; returns once what it did is on disk.
   *
   * @return whether it changed a row
   */
  boolean change(PreparedStatement statement) throws SQLException;

  /** Whether a change that failed with this error surely took no effect. */
  boolean isSurelyNotDone(SQLException failure);

  boolean isNoTable(SQLException failure);

  /** A row, or a table, is there already. */
  boolean isDuplicate(SQLException failure);

  /** Whether a change failed because another process kept a lock for as long as it stood still. */
  default boolean isLockedOut(SQLException failure) {
    return false;
  }

  /** Who holds that lock now, if it is known. */
  default Optional<String> lockHolder(String url) {
    return Optional.empty();
  }

  /** What people should know of this error besides its message; empty if nothing. */
  String hint(SQLException failure);
}
