package dev.incumbent.coordinators.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.UUID;

/** Finds the tables, or makes them: several processes may do so at once. */
final class Schema {
  private static final int ATTEMPTS = 3;

  private Schema() {}

  /** The id of the cluster whose records these are; drawn when there is none yet. */
  static String clusterOf(Connection connection, Dialect dialect) throws SQLException {
    for (int i = 0; i < ATTEMPTS; i++) {
      Optional<String> found = find(connection, dialect);
      if (found.isPresent()) {
        return found.get();
      }
      make(connection, dialect);
      name(connection, dialect);
    }
    throw new SQLException("the tables cannot be made: each time they are gone again", "42000");
  }

  private static Optional<String> find(Connection connection, Dialect dialect) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(Tables.FIND_CLUSTER)) {
      return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
    } catch (SQLException e) {
      if (dialect.isNoTable(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** The id's table is made last: who finds it finds the other, too. */
  private static void make(Connection connection, Dialect dialect) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String one : dialect.schema()) {
        ignoringDuplicates(dialect, () -> statement.execute(one));
      }
    }
  }

  private static void name(Connection connection, Dialect dialect) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(Tables.NAME_CLUSTER)) {
      statement.setString(1, UUID.randomUUID().toString());
      ignoringDuplicates(dialect, statement::executeUpdate);
    }
  }

  private interface Step {
    void run() throws SQLException;
  }

  private static void ignoringDuplicates(Dialect dialect, Step step) throws SQLException {
    try {
      step.run();
    } catch (SQLException e) {
      if (!dialect.isDuplicate(e)) {
        throw e;
      }
    }
  }
}
