package dev.incumbent.cluster.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * Loads the library's classes that a node needs only once it leads, while there is time for it.
 *
 * <p>Otherwise a node loads them between its election and its first write, when everybody waits.
 * The list was taken from the class-loading log of a node as it took over; a name that is missing
 * in another version of the library costs nothing but its head start.
 *
 * <p>Threads: one of its own, which ends by itself.
 */
final class LeaderClasses {

  private static final System.Logger LOG = System.getLogger(LeaderClasses.class.getName());
  private static final String LIST = "leader-classes.txt";

  private LeaderClasses() {}

  static void loadInBackground(String nodeId) {
    EngineThreads.factory(nodeId, "warm").newThread(LeaderClasses::loadAll).start();
  }

  /** Returns how many there are. */
  static long loadAll() {
    try {
      return names().stream().filter(LeaderClasses::load).count();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "No list of classes", e);
      return 0;
    }
  }

  static List<String> names() throws IOException {
    InputStream list = Objects.requireNonNull(LeaderClasses.class.getResourceAsStream(LIST), LIST);
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
      return lines.lines().toList();
    }
  }

  private static boolean load(String name) {
    try {
      return Class.forName(name, true, LeaderClasses.class.getClassLoader()) != null;
    } catch (ClassNotFoundException | LinkageError e) {
      LOG.log(System.Logger.Level.DEBUG, "Class {0} was not loaded: {1}", name, e);
      return false;
    }
  }
}
