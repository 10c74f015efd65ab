package dev.incumbent.fence.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Asks the database once what it is. */
final class DialectSource {
  private final AtomicReference<@Nullable SqlDialect> known = new AtomicReference<>();

  Dialect of(Connection connection) throws SQLException {
    SqlDialect dialect = known.get();
    if (dialect == null) {
      dialect = SqlDialect.of(connection);
      known.set(dialect);
    }
    return dialect.dialect();
  }
}
