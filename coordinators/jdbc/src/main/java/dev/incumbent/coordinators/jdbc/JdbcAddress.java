package dev.incumbent.coordinators.jdbc;

import java.net.URI;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Where the elections are: a JDBC URL that was looked at, and what of it people may see.
 *
 * @param url as the driver takes it; may hold a password
 * @param label what is shown: without settings and credentials
 * @param password if it is not in the URL
 */
record JdbcAddress(Dialect dialect, String url, String label, Optional<String> password) {
  static final String FORM =
      "allowed jdbc:postgresql://HOST[:PORT]/DATABASE[?…], jdbc:h2:tcp://HOST[:PORT]/DATABASE[;…],"
          + " jdbc:sqlite:FILE";

  /** What a driver might repeat of a URL, in its errors. */
  private static final String CREDENTIAL = "(?i)\\b(password|pwd|sslpassword)\\s*=\\s*[^;&\\s\"']+";

  private static final int MAX_LABEL = 200;

  /**
   * Looks at it; contacts nothing but the file system.
   *
   * @throws IllegalArgumentException naming what is wrong, and what is allowed
   */
  static JdbcAddress of(URI uri, Optional<String> password) {
    Dialect dialect = dialectOf(uri);
    String url = dialect == SqliteDialect.INSTANCE ? SqliteFile.url(uri) : uri.toString();
    String label = label(url);
    if (dialect == H2Dialect.INSTANCE) {
      H2Url.require(url, label);
    } else if (dialect == PostgresDialect.INSTANCE) {
      requirePrimary(url, label);
    }
    JdbcAddress address = new JdbcAddress(dialect, url, label, password);
    address.driver();
    return address;
  }

  /** The database of which a URI speaks, whether or not it says where that is. */
  static Dialect dialectOf(URI uri) {
    return Stream.of(PostgresDialect.INSTANCE, H2Dialect.INSTANCE, SqliteDialect.INSTANCE)
        .filter(it -> uri.toString().startsWith("jdbc:" + it.name() + ":"))
        .findFirst()
        .orElseThrow(() -> refused(product(uri), "it names no database that is known"));
  }

  /** Of a URL whose form nobody here knows: what follows may be anything. */
  private static String product(URI uri) {
    String[] parts = uri.toString().split(":", 3);
    return parts[0] + ":" + parts[1] + ":…";
  }

  /** Up to the settings, without {@code user:password@}. */
  private static String label(String url) {
    String place = url.split("[?;]", 2)[0].replaceFirst("//[^/]*@", "//");
    return place.length() > MAX_LABEL ? place.substring(0, MAX_LABEL) + "…" : place;
  }

  private static void requirePrimary(String url, String label) {
    for (String setting : url.substring(url.indexOf('?') + 1).split("&", -1)) {
      String lower = setting.toLowerCase(Locale.ROOT);
      if (lower.startsWith("targetservertype=") && !lower.endsWith("=primary")) {
        throw refused(
            label, "a standby can lag behind, and elections need targetServerType=primary");
      }
    }
  }

  static IllegalArgumentException refused(String label, String why) {
    return new IllegalArgumentException(
        "coordinator '" + label + "' is refused: " + why + ": " + FORM);
  }

  private Driver driver() {
    return DriverManager.drivers()
        .filter(this::accepts)
        .findFirst()
        .orElseThrow(
            () ->
                refused(
                    label,
                    "no JDBC driver on the class path takes it, or its form is not the driver's"));
  }

  private boolean accepts(Driver driver) {
    try {
      return driver.acceptsURL(url);
    } catch (SQLException e) {
      return false;
    }
  }

  /** A new connection, ready for use. */
  Connection connect(StoreTimeouts timeouts) throws SQLException {
    Properties properties = dialect.properties(timeouts);
    password.ifPresent(it -> properties.setProperty("password", it));
    dialect.reach(url, timeouts);
    Connection connection = driver().connect(dialect.url(url, timeouts), properties);
    if (connection == null) {
      throw new SQLException("the driver does not take the URL", "08001");
    }
    try {
      dialect.prepare(connection, timeouts);
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** What people may read of an error of the driver's. */
  String explain(SQLException failure) {
    String message = String.valueOf(failure.getMessage()).replace(url, label);
    message = message.replaceAll(CREDENTIAL, "$1=***");
    if (password.isPresent() && !password.get().isEmpty()) {
      message = message.replace("=" + password.get(), "=***");
    }
    String hint = dialect.hint(failure);
    return label
        + ": "
        + message.lines().findFirst().orElse("")
        + (hint.isEmpty() ? "" : ": " + hint);
  }

  /** The label only: the rest may be secret. */
  @Override
  public String toString() {
    return label;
  }
}
