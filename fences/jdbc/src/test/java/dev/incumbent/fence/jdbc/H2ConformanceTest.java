package dev.incumbent.fence.jdbc;

final class H2ConformanceTest extends JdbcFenceConformance {
  @Override
  Database database() {
    return H2Database.INSTANCE;
  }
}
