package dev.incumbent.fence.jdbc;

final class H2MoveTest extends MoveContract {
  @Override
  Database database() {
    return H2Database.INSTANCE;
  }
}
