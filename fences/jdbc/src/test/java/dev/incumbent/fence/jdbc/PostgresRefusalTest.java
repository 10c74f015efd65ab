package dev.incumbent.fence.jdbc;

final class PostgresRefusalTest extends RefusalContract {
  @Override
  Database database() {
    return PostgresDatabase.require();
  }
}
