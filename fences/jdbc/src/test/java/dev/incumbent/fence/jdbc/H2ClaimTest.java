package dev.incumbent.fence.jdbc;

final class H2ClaimTest extends ClaimContract {
  @Override
  Database database() {
    return H2Database.INSTANCE;
  }
}
