package dev.incumbent.fence.jdbc;

final class PostgresConformanceTest extends JdbcFenceConformance {
  @Override
  Database database() {
    return PostgresDatabase.require();
  }
}
