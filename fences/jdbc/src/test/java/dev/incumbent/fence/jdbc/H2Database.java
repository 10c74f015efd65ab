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
import org.h2.jdbcx.JdbcDataSource;
import org.h2.tools.Server;

/** H2 in server mode, on a port of its own, with a database file. */
final class H2Database implements Database {
  /** Started once; it ends with the JVM. */
  static final H2Database INSTANCE = start();

  private static final int SNAPSHOT = 6;

  private final Server server;
  private final String url;

  private H2Database(Server server, String url) {
    this.server = server;
    this.url = url;
  }

  private static H2Database start() {
    try {
      Path folder = Path.of("target", "h2-" + UUID.randomUUID()).toAbsolutePath();
      Files.createDirectories(folder);
      Server server =
          Server.createTcpServer("-tcpPort", "0", "-ifNotExists", "-baseDir", folder.toString())
              .start();
      return new H2Database(
          server, "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/fence;DB_CLOSE_DELAY=-1");
    } catch (Exception e) {
      throw new IllegalStateException("the H2 server did not start", e);
    }
  }

  /** The port, which tells one run's server from another's. */
  int port() {
    return server.getPort();
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
  public DataSource dataSource() {
    return dataSource("sa", "");
  }

  @Override
  public DataSource dataSource(String user, String password) {
    JdbcDataSource dataSource = new JdbcDataSource();
    dataSource.setURL(url);
    dataSource.setUser(user);
    dataSource.setPassword(password);
    return dataSource;
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
    try (Connection connection = dataSource().getConnection();
        Statement statement = connection.createStatement();
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
