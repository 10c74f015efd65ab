package dev.incumbent.fence.jdbc;

final class PostgresMoveTest extends MoveContract {
  @Override
  Database database() {
    return PostgresDatabase.require();
  }
}
