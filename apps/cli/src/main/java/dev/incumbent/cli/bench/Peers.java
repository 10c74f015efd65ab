package dev.incumbent.cli.bench;

import dev.incumbent.cli.CommandFailedException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Those that ours can be measured against: in a checkout, and where their servers are. */
final class Peers {
  /** Where the launcher says that the jar with the peers' clients is. */
  private static final String JAR_PROPERTY = "incumbent.benchmarks";

  private static final List<String> NAMES = List.of("etcd", "zookeeper");

  /** What jetcd's users take, who are given no default: that of etcd's own tools. */
  private static final int ETCD_LEASE_SECONDS = 60;

  /** Curator's default. */
  private static final int CURATOR_SESSION_MILLIS = 60_000;

  private Peers() {}

  /** Where the jar with the peers' clients is, if this program was started in a checkout. */
  static Path jar() {
    return Path.of(System.getProperty(JAR_PROPERTY, ""));
  }

  /**
   * The sides of these names, each once, in the order asked for.
   *
   * @param jar with their candidates and clients; a file that need not be there
   * @throws CommandFailedException as bad input, if one is unknown or cannot be had here
   */
  static List<Side> require(List<String> names, Map<String, String> environment, Path jar) {
    for (String name : names) {
      if (!NAMES.contains(name)) {
        throw CommandFailedException.badInput(
            "--against '" + name + "' is refused: allowed " + String.join(", ", NAMES));
      }
    }
    if (names.isEmpty()) {
      return List.of();
    }
    requireJar(names, jar);
    if (names.contains("etcd")) {
      requireEtcd(environment.getOrDefault("PATH", ""));
    }
    List<Side> sides = new ArrayList<>();
    names.stream().distinct().forEach(name -> sides.add(side(name, jar)));
    return sides;
  }

  private static Side side(String name, Path jar) {
    return name.equals("etcd")
        ? new EtcdSide(jar, name, ETCD_LEASE_SECONDS)
        : new ZooKeeperSide(jar, name, CURATOR_SESSION_MILLIS);
  }

  private static void requireJar(List<String> names, Path jar) {
    if (!Files.isRegularFile(jar)) {
      throw CommandFailedException.badInput(
          "--against '"
              + String.join(",", names)
              + "' is refused: this jar ships nobody else's client;"
              + " allowed in a checkout, by ./incumbent");
    }
  }

  private static void requireEtcd(String path) {
    for (String folder : path.split(File.pathSeparator, -1)) {
      if (Files.isExecutable(Path.of(folder, "etcd"))) {
        return;
      }
    }
    throw CommandFailedException.badInput(
        "--against 'etcd' is refused: no etcd on the PATH; on Debian: apt-get install etcd-server");
  }
}
