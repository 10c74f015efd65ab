package dev.incumbent.coordinators.jdbc;

import java.util.Locale;
import java.util.regex.Pattern;

/** What an H2 URL may say. */
final class H2Url {
  private static final Pattern PLACE =
      Pattern.compile(
          "jdbc:h2:((tcp|ssl)://[^/]+/.+|mem:.*|(file:)?(/|~/|\\./|[A-Za-z]:[/\\\\]).+)");

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
