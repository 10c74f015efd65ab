package dev.incumbent.fence.jdbc;

import javax.sql.DataSource;

final class H2BlockedClaimTest extends BlockedClaimContract {
  @Override
  Database database() {
    return H2Database.INSTANCE;
  }

  @Override
  DataSource restrictedUser() throws Exception {
    database()
        .run(
            "CREATE USER IF NOT EXISTS clerk PASSWORD 'clerk'",
            "GRANT SELECT, INSERT, UPDATE ON incumbent_fence TO clerk",
            "GRANT SELECT, INSERT ON ledger TO clerk");
    return database().dataSource("clerk", "clerk");
  }

  @Override
  String missingRight() {
    return "ADMIN TRUE";
  }
}
