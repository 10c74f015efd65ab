package dev.incumbent.fence.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Assumptions;

/** PostgreSQL, from the embedded binaries. */
final class PostgresDatabase implements Database {
  private static final Logger LIBRARY_LOG = Logger.getLogger("io.zonky");
  private static final Optional<PostgresDatabase> STARTED = start();

  private final int port;

  private PostgresDatabase(int port) {
    this.port = port;
  }

  /** Skips the test where PostgreSQL cannot start on this machine, but never in the build's CI. */
  static PostgresDatabase require() {
    if (STARTED.isEmpty() && "true".equals(System.getenv("CI"))) {
      throw new IllegalStateException("PostgreSQL did not start, and with CI=true it must");
    }
    Assumptions.assumeTrue(STARTED.isPresent(), "PostgreSQL did not start");
    return STARTED.orElseThrow();
  }

  private static Optional<PostgresDatabase> start() {
    try {
      LIBRARY_LOG.setLevel(Level.WARNING);
      Path folder = Path.of("target", "postgres").toAbsolutePath();
      Files.createDirectories(folder);
      Redirect log = Redirect.appendTo(folder.resolve("server.log").toFile());
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setOverrideWorkingDirectory(folder.toFile())
              .setDataDirectory(folder.resolve("data-" + UUID.randomUUID()))
              .setOutputRedirector(log)
              .setErrorRedirector(log)
              .setServerConfig("unix_socket_directories", "")
              .setServerConfig("max_prepared_transactions", "2")
              .setPGStartupWait(Duration.ofSeconds(60))
              .start();
      return Optional.of(new PostgresDatabase(server.getPort()));
    } catch (IOException | RuntimeException e) {
      System.err.println(
          "SKIPPED: every test on PostgreSQL, because the embedded PostgreSQL (linux-amd64) did not"
              + " start: "
              + e);
      return Optional.empty();
    }
  }

  @Override
  public SqlDialect dialect() {
    return SqlDialect.POSTGRESQL;
  }

  @Override
  public Address address() {
    return new Address("jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", "postgres");
  }

  @Override
  public DataSource emptyDataSource() {
    String url = address().url() + "?currentSchema=nowhere";
    return new Address(url, address().user(), "").dataSource();
  }

  @Override
  public String endSession(int session) {
    return "SELECT pg_terminate_backend(" + session + ")";
  }

  /** A role with the rights that claims and writes need; the tables must be there. */
  DataSource user(String name) throws SQLException {
    run(
        "DO $$ BEGIN CREATE ROLE "
            + name
            + " LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$",
        "GRANT SELECT, INSERT, UPDATE ON incumbent_fence TO " + name,
        "GRANT SELECT, INSERT ON ledger TO " + name);
    return dataSource(name, "");
  }

  @Override
  public List<Integer> isolationLevels() {
    return List.of(
        Connection.TRANSACTION_READ_COMMITTED,
        Connection.TRANSACTION_REPEATABLE_READ,
        Connection.TRANSACTION_SERIALIZABLE);
  }

  @Override
  public boolean isAnybodyWaiting() throws SQLException {
    try (Connection connection = dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'")) {
      return rows.next();
    }
  }

  @Override
  public String toString() {
    return "PostgreSQL";
  }
}
