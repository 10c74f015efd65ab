package dev.incumbent.fence.jdbc;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

/**
 * A connection on loan from a pool: {@link #close} gives it back with no transaction open and with
 * the autocommit mode that it came with, or broken, so that the pool throws it away.
 */
final class BorrowedConnection implements AutoCloseable {
  private static final Logger LOG = System.getLogger(BorrowedConnection.class.getName());

  private final Connection connection;
  private final boolean autocommitBefore;

  private List<String> undo = List.of();

  private BorrowedConnection(Connection connection, boolean autocommitBefore) {
    this.connection = connection;
    this.autocommitBefore = autocommitBefore;
  }

  static BorrowedConnection of(DataSource dataSource, boolean autocommit) throws SQLException {
    Connection connection = dataSource.getConnection();
    BorrowedConnection borrowed;
    try {
      borrowed = new BorrowedConnection(connection, connection.getAutoCommit());
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    try {
      borrowed.begin(autocommit);
      return borrowed;
    } catch (SQLException e) {
      borrowed.close();
      throw e;
    }
  }

  Connection connection() {
    return connection;
  }

  /** Has these statements run before the connection goes back. */
  void undoWith(List<String> statements) {
    undo = statements;
  }

  @Override
  public void close() {
    try {
      if (!connection.getAutoCommit()) {
        connection.rollback();
      }
      for (String statement : undo) {
        execute(statement);
      }
      if (connection.getAutoCommit() != autocommitBefore) {
        connection.setAutoCommit(autocommitBefore);
      }
    } catch (SQLException e) {
      breakOff(e);
    }
    closeQuietly();
  }

  /** A pool's own query may have begun a transaction, with a snapshot older than ours must be. */
  private void begin(boolean autocommit) throws SQLException {
    if (!autocommitBefore) {
      connection.rollback();
    }
    if (autocommitBefore != autocommit) {
      connection.setAutoCommit(autocommit);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** A connection that cannot roll back must not reach its next user with a transaction open. */
  private void breakOff(SQLException reason) {
    LOG.log(Level.DEBUG, "A connection is given back broken", reason);
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      LOG.log(Level.DEBUG, "A broken connection could not be aborted", e);
    }
  }

  private void closeQuietly() {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.log(Level.DEBUG, "A connection could not be closed", e);
    }
  }
}
