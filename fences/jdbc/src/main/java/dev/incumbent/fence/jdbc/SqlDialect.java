package dev.incumbent.fence.jdbc;

import dev.incumbent.error.Failure;
import dev.incumbent.error.RejectedException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The databases that can hold a fence: a closed set, because which statement really is a check
 * differs from one to the next and was tried for each.
 */
public enum SqlDialect {
  /** PostgreSQL 13 and later; not the products that merely speak its protocol. */
  POSTGRESQL("PostgreSQL", 13),
  /** H2 2.x, embedded or server. */
  H2("H2", 2),
  /** SQLite 3, in a file; of a database in memory each connection has its own. */
  SQLITE("SQLite", 3);

  private final String product;
  private final int oldestMajor;

  SqlDialect(String product, int oldestMajor) {
    this.product = product;
    this.oldestMajor = oldestMajor;
  }

  /**
   * The dialect of the database behind a connection.
   *
   * @throws RejectedException if the product, or that version of it, is not one of these; the
   *     message names it
   */
  public static SqlDialect of(Connection connection) throws SQLException {
    DatabaseMetaData database = connection.getMetaData();
    for (SqlDialect known : values()) {
      if (known.product.equals(database.getDatabaseProductName())) {
        known.requireVersion(connection, database.getDatabaseMajorVersion());
        return known;
      }
    }
    throw refused(database.getDatabaseProductName());
  }

  Dialect dialect() {
    return switch (this) {
      case POSTGRESQL -> PostgresDialect.INSTANCE;
      case H2 -> H2Dialect.INSTANCE;
      case SQLITE -> SqliteDialect.INSTANCE;
    };
  }

  private void requireVersion(Connection connection, int major) throws SQLException {
    String version = dialect().version(connection);
    if (major < oldestMajor || !dialect().isGenuine(version)) {
      throw refused(version);
    }
  }

  private static RejectedException refused(String product) {
    String allowed =
        Arrays.stream(values())
            .map(known -> known.product + " " + known.oldestMajor + " or later")
            .collect(Collectors.joining(", "));
    return new RejectedException(Failure.rejected("database product", product, allowed));
  }
}
