package dev.incumbent.fence.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** SQLite, in a file of its own for each JVM and journal mode. */
final class SqliteDatabase implements Database {
  static final SqliteDatabase ROLLBACK_JOURNAL = new SqliteDatabase("journal_mode=DELETE");
  static final SqliteDatabase WRITE_AHEAD_LOG =
      new SqliteDatabase("journal_mode=WAL&synchronous=NORMAL");

  private final Path folder = Path.of("target", "sqlite-" + UUID.randomUUID()).toAbsolutePath();
  private final String pragmas;

  private SqliteDatabase(String pragmas) {
    this.pragmas = pragmas;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public SqlDialect dialect() {
    return SqlDialect.SQLITE;
  }

  @Override
  public Address address() {
    return file("fence.db");
  }

  @Override
  public DataSource emptyDataSource() {
    return file("empty.db").dataSource();
  }

  @Override
  public DataSource unreachableDataSource() {
    return file("no-such-folder/fence.db").dataSource();
  }

  @Override
  public List<Integer> isolationLevels() {
    return List.of(Connection.TRANSACTION_SERIALIZABLE);
  }

  @Override
  public String toString() {
    return "SQLite " + pragmas;
  }

  private Address file(String name) {
    return new Address("jdbc:sqlite:" + folder.resolve(name) + "?" + pragmas, "", "");
  }
}
