package dev.incumbent.cli.bench;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Where, and beside what else, something was measured.
 *
 * @param load the system's load average over the last minute, before the first process was started;
 *     negative if unknown
 */
record Machine(int processors, String java, String os, String fileSystem, double load) {
  /** This machine now; {@code folder} is where the servers' data will be. */
  static Machine now(Path folder) {
    try {
      return new Machine(
          Runtime.getRuntime().availableProcessors(),
          System.getProperty("java.version"),
          System.getProperty("os.name") + " " + System.getProperty("os.version"),
          Files.getFileStore(folder).type(),
          ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot tell the file system of " + folder, e);
    }
  }

  JsonObject toJson() {
    JsonObject object = new JsonObject();
    object.addProperty("processors", processors);
    object.addProperty("java", java);
    object.addProperty("os", os);
    object.addProperty("fileSystem", fileSystem);
    object.addProperty("load", load);
    return object;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d processors, Java %s, %s, data on %s, load %.1f before",
        processors,
        java,
        os,
        fileSystem,
        load);
  }
}
