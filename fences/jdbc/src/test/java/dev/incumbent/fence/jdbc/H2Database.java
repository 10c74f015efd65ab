package dev.incumbent.fence.jdbc;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.tools.Server;

/** H2 in server mode, on a port of its own, with a database file. */
final class H2Database implements Database {
  /** Started once; it ends with the JVM. */
  static final H2Database INSTANCE = start();

  private static final int SNAPSHOT = 6;

  private final String url;

  /** H2 closes a database with its last connection, and opening it again takes a second. */
  private final Connection keepsItOpen;

  private H2Database(String url) throws SQLException {
    this.url = url;
    this.keepsItOpen = dataSource().getConnection();
  }

  private static H2Database start() {
    try {
      Path folder = Path.of("target", "h2-" + UUID.randomUUID()).toAbsolutePath();
      Files.createDirectories(folder);
      Server server =
          Server.createTcpServer("-tcpPort", "0", "-ifNotExists", "-baseDir", folder.toString())
              .start();
      return new H2Database("jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/fence");
    } catch (Exception e) {
      throw new IllegalStateException("the H2 server did not start", e);
    }
  }

  @Override
  public SqlDialect dialect() {
    return SqlDialect.H2;
  }

  @Override
  public Address address() {
    return new Address(url, "sa", "");
  }

  @Override
  public DataSource emptyDataSource() {
    return new Address(url.replace("/fence", "/empty"), "sa", "").dataSource();
  }

  @Override
  public String endSession(int session) {
    return "SELECT ABORT_SESSION(" + session + ")";
  }

  @Override
  public List<Integer> isolationLevels() {
    return List.of(
        Connection.TRANSACTION_READ_UNCOMMITTED,
        Connection.TRANSACTION_READ_COMMITTED,
        Connection.TRANSACTION_REPEATABLE_READ,
        SNAPSHOT,
        Connection.TRANSACTION_SERIALIZABLE);
  }

  @Override
  public boolean isAnybodyWaiting() throws SQLException {
    try (Statement statement = keepsItOpen.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT 1 FROM INFORMATION_SCHEMA.SESSIONS WHERE BLOCKER_ID IS NOT NULL")) {
      return rows.next();
    }
  }

  @Override
  public String toString() {
    return "H2";
  }
}
