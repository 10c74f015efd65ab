package dev.incumbent.fence.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.error.RejectedException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SqlDialectTest {
  @Test
  void knowsItsOwn() throws SQLException {
    try (Connection connection = H2Database.INSTANCE.dataSource().getConnection()) {
      assertThat(SqlDialect.of(connection)).isEqualTo(SqlDialect.H2);
    }
  }

  @Test
  void refusesAnUnknownProductByName() throws Exception {
    try (Connection connection = H2Database.INSTANCE.dataSource().getConnection()) {
      assertThatThrownBy(() -> SqlDialect.of(calledItself(connection, "Oracle")))
          .isInstanceOf(RejectedException.class)
          .hasMessageContaining("'Oracle'")
          .hasMessageContaining("PostgreSQL 13 or later, H2 2 or later, SQLite 3 or later");
    }
  }

  @Test
  void claimOnAnUnknownProductIsRejected() {
    JdbcFence fence =
        JdbcFence.of(
            new DataSourceAround(H2Database.INSTANCE.dataSource()) {
              @Override
              Connection changed(Connection connection) throws SQLException {
                return calledItself(connection, "MariaDB");
              }
            },
            "counter",
            "sql");
    assertThatThrownBy(() -> fence.claim(Scene.claim(5)))
        .isInstanceOf(RejectedException.class)
        .hasMessageContaining("'MariaDB'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CockroachDB CCL v23.2.1 (x86_64-pc-linux-gnu)",
        "PostgreSQL 11.2-YB-2.20.1.0-b0 on x86_64-pc-linux-gnu",
        "PostgreSQL 12.12 (Greenplum Database 7.0.0)"
      })
  void refusesWhatOnlySpeaksTheProtocol(String version) {
    assertThat(PostgresDialect.INSTANCE.isGenuine(version)).isFalse();
  }

  @Test
  void printsTheStatementThatMakesTheTable() {
    assertThat(JdbcFence.ddl(SqlDialect.POSTGRESQL))
        .contains("CREATE TABLE IF NOT EXISTS incumbent_fence")
        .contains("BETWEEN 0 AND 9007199254740991");
  }

  private static Connection calledItself(Connection connection, String product)
      throws SQLException {
    DatabaseMetaData real = connection.getMetaData();
    DatabaseMetaData renamed =
        (DatabaseMetaData)
            Proxy.newProxyInstance(
                SqlDialectTest.class.getClassLoader(),
                new Class<?>[] {DatabaseMetaData.class},
                (proxy, method, args) ->
                    method.getName().equals("getDatabaseProductName")
                        ? product
                        : method.invoke(real, args));
    return ConnectionAround.replacing("getMetaData", connection, ignored -> renamed);
  }
}
