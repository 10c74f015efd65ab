package dev.incumbent.fence.jdbc;

import dev.incumbent.kit.fence.FenceUnderTest.PassedWrites;

/** With a write-ahead log, and writes that need not be on disk. */
final class SqliteWalConformanceTest extends JdbcFenceConformance {
  @Override
  Database database() {
    return SqliteDatabase.WRITE_AHEAD_LOG;
  }

  @Override
  PassedWrites fateOfPassedWrites() {
    return PassedWrites.AWAITED;
  }
}
