package dev.incumbent.coordinators.jdbc;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an H2 URL may say. */
final class H2Url {
  private static final Pattern PLACE =
      Pattern.compile(
          "jdbc:h2:((tcp|ssl)://[^/]+/.+|mem:.*|(file:)?(/|~/|\\./|[A-Za-z]:[/\\\\]).+)");

  /** One server, by name or address; the driver knows other forms, and is asked itself then. */
  private static final Pattern SERVER =
      Pattern.compile("jdbc:h2:(?:tcp|ssl)://([^/:,\\[\\]]+)(?::([0-9]{1,5}))?/");

  private static final String DEFAULT_PORT = "9092";

  private H2Url() {}

  /**
   * @throws IllegalArgumentException if it is of a mode that cannot hold elections
   */
  static void require(String url, String label) {
    if (!PLACE.matcher(label).matches()) {
      throw JdbcAddress.refused(
          label,
          "it is no server, no database in memory, and no path that begins with /, ~/ or ./");
    }
    for (String setting : url.substring(label(url).length()).split(";", -1)) {
      requireSetting(setting.strip().toUpperCase(Locale.ROOT), label);
    }
  }

  /** Connects to the server, if it is one, and hangs up. */
  static void reach(String url, int timeoutMillis) throws SQLException {
    Matcher server = SERVER.matcher(url);
    if (!server.lookingAt()) {
      return;
    }
    String port = server.group(2) == null ? DEFAULT_PORT : server.group(2);
    String host = server.group(1);
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, Integer.parseInt(port)), timeoutMillis);
    } catch (IOException e) {
      throw new SQLException(
          "no H2 server at " + host + ":" + port + ": " + e.getMessage(), "08001", e);
    }
  }

  private static String label(String url) {
    return url.split(";", 2)[0];
  }

  private static void requireSetting(String setting, String label) {
    if (setting.startsWith("AUTO_SERVER=") && !setting.endsWith("=FALSE")) {
      throw JdbcAddress.refused(
          label,
          "with AUTO_SERVER the first process serves the others, and all of them hang while it is"
              + " paused; start an H2 server instead");
    }
    if (setting.startsWith("FILE_LOCK=")
        && !setting.endsWith("=FS")
        && !setting.endsWith("=FILE")) {
      throw JdbcAddress.refused(label, "without H2's file lock two processes destroy the database");
    }
    if (setting.startsWith("IGNORECASE=") || setting.startsWith("MODE=")) {
      throw JdbcAddress.refused(
          label, "it changes how names are compared, and elections have exact names");
    }
  }
}
