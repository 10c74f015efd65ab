package dev.incumbent.coordinators.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Assumptions;

/** PostgreSQL, from the embedded binaries. */
final class PostgresServer implements Server {
  private static final Logger LIBRARY_LOG = Logger.getLogger("io.zonky");

  private final Path folder = Path.of("target", "postgres").toAbsolutePath();
  private final Path data = folder.resolve("data-" + UUID.randomUUID());
  private final int port;
  private EmbeddedPostgres server;

  private PostgresServer(int port) throws IOException {
    this.port = port;
    Files.createDirectories(folder);
    this.server = serve();
  }

  /** Skips the test where PostgreSQL cannot start on this machine, but never in the build's CI. */
  static PostgresServer begin() {
    Optional<PostgresServer> started = tryToBegin();
    if (started.isEmpty() && "true".equals(System.getenv("CI"))) {
      throw new IllegalStateException("PostgreSQL did not start, and with CI=true it must");
    }
    Assumptions.assumeTrue(started.isPresent(), "PostgreSQL did not start");
    return started.orElseThrow();
  }

  private static Optional<PostgresServer> tryToBegin() {
    try {
      LIBRARY_LOG.setLevel(Level.WARNING);
      return Optional.of(new PostgresServer(Server.freePort()));
    } catch (IOException | RuntimeException e) {
      System.err.println(
          "SKIPPED: every test on PostgreSQL, because the embedded PostgreSQL (linux-amd64) did not"
              + " start: "
              + e);
      return Optional.empty();
    }
  }

  private EmbeddedPostgres serve() throws IOException {
    Redirect log = Redirect.appendTo(folder.resolve("server.log").toFile());
    return EmbeddedPostgres.builder()
        .setOverrideWorkingDirectory(folder.toFile())
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setPort(port)
        .setOutputRedirector(log)
        .setErrorRedirector(log)
        .setServerConfig("unix_socket_directories", "")
        .setServerConfig("fsync", "on")
        .setPGStartupWait(Duration.ofSeconds(60))
        .start();
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public String url(int at) {
    return "jdbc:postgresql://127.0.0.1:" + at + "/postgres?user=postgres&password=not-to-be-shown";
  }

  @Override
  public void stop() throws IOException {
    server.close();
  }

  @Override
  public void start() throws IOException {
    server = serve();
  }
}
