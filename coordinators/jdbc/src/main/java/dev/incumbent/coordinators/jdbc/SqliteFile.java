package dev.incumbent.coordinators.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;

/** The file of {@code jdbc:sqlite:FILE}: looked at before anything is opened. */
final class SqliteFile {
  private static final String PREFIX = "jdbc:sqlite:";
  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

  private SqliteFile() {}

  /** The driver's URL for it; {@code %20} and the like are decoded. */
  static String url(URI uri) {
    String place = "jdbc:" + uri.getSchemeSpecificPart();
    String file = place.substring(PREFIX.length());
    if (file.isEmpty() || file.startsWith(":") || file.startsWith("file:")) {
      throw JdbcAddress.refused(
          place, "only a plain file is shared by processes (a database in memory is not)");
    }
    if (file.contains("?")) {
      throw JdbcAddress.refused(place.split("\\?", 2)[0], "it takes no settings");
    }
    requireFile(place, file);
    return place;
  }

  /** The file of a driver's URL. */
  static String of(String url) {
    return url.substring(PREFIX.length());
  }

  private static void requireFile(String place, String file) {
    Path path;
    try {
      path = Path.of(file).toAbsolutePath();
    } catch (InvalidPathException e) {
      throw JdbcAddress.refused(place, "it is no path");
    }
    Path folder = path.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw JdbcAddress.refused(place, "there is no folder " + folder);
    }
    if (Files.isDirectory(path)) {
      throw JdbcAddress.refused(place, "it is a folder");
    }
    if (!Files.isWritable(folder) || (Files.exists(path) && !Files.isWritable(path))) {
      throw JdbcAddress.refused(
          place, "this user may not write it, or not into its folder, where its log must be");
    }
    requireDatabase(place, path);
  }

  private static void requireDatabase(String place, Path path) {
    if (!Files.exists(path)) {
      return;
    }
    try (InputStream in = Files.newInputStream(path)) {
      byte[] start = in.readNBytes(MAGIC.length);
      if (start.length > 0 && !Arrays.equals(start, MAGIC)) {
        throw JdbcAddress.refused(place, "the file is no SQLite database");
      }
    } catch (IOException e) {
      throw JdbcAddress.refused(place, "it cannot be read (" + e.getMessage() + ")");
    }
  }
}
