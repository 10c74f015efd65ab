package dev.incumbent.fence.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** Connections whose server session ends just before their commit gets there. */
final class LostAtCommit extends DataSourceAround {
  private final Database database;

  LostAtCommit(Database database) {
    super(database.dataSource());
    this.database = database;
  }

  @Override
  Connection changed(Connection connection) throws SQLException {
    return ConnectionAround.replacing("commit", connection, this::loseAndCommit);
  }

  private Object loseAndCommit(Connection connection) throws SQLException {
    int session = SqlDialect.of(connection).dialect().sessionId(connection);
    database.run(database.endSession(session));
    connection.commit();
    return "committed";
  }
}
