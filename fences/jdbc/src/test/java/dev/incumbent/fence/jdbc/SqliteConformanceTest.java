package dev.incumbent.fence.jdbc;

import dev.incumbent.kit.fence.FenceUnderTest.PassedWrites;

/** With SQLite's own default, a rollback journal. */
final class SqliteConformanceTest extends JdbcFenceConformance {
  @Override
  Database database() {
    return SqliteDatabase.ROLLBACK_JOURNAL;
  }

  @Override
  PassedWrites fateOfPassedWrites() {
    return PassedWrites.AWAITED;
  }
}
