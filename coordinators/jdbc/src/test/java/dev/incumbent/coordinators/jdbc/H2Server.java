package dev.incumbent.coordinators.jdbc;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;

/** H2 in server mode, with its files in a folder of its own. */
final class H2Server implements Server {
  private final Path folder;
  private final int port;
  private org.h2.tools.Server server;

  private H2Server(Path folder, int port) throws SQLException {
    this.folder = folder;
    this.port = port;
    this.server = serve();
  }

  static H2Server begin() throws Exception {
    Path folder = Path.of("target", "h2-" + UUID.randomUUID()).toAbsolutePath();
    Files.createDirectories(folder);
    return new H2Server(folder, Server.freePort());
  }

  private org.h2.tools.Server serve() throws SQLException {
    return org.h2.tools.Server.createTcpServer(
            "-tcpPort", Integer.toString(port), "-ifNotExists", "-baseDir", folder.toString())
        .start();
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public String url(int at) {
    return "jdbc:h2:tcp://127.0.0.1:" + at + "/elections;USER=sa;PASSWORD=not-to-be-shown";
  }

  @Override
  public void stop() {
    server.stop();
  }

  @Override
  public void start() throws SQLException {
    server = serve();
  }
}
