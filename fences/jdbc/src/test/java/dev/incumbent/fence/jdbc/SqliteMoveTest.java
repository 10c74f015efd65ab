package dev.incumbent.fence.jdbc;

final class SqliteMoveTest extends MoveContract {
  @Override
  Database database() {
    return SqliteDatabase.ROLLBACK_JOURNAL;
  }
}
