package dev.incumbent.fence.jdbc;

final class H2RefusalTest extends RefusalContract {
  @Override
  Database database() {
    return H2Database.INSTANCE;
  }
}
