package dev.incumbent.fence.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Connections at one isolation level. */
final class AtLevel extends DataSourceAround {
  private final int level;

  AtLevel(DataSource target, int level) {
    super(target);
    this.level = level;
  }

  @Override
  Connection changed(Connection connection) throws SQLException {
    connection.setTransactionIsolation(level);
    return connection;
  }
}
