package dev.incumbent.cli.bench;

import dev.incumbent.cli.CommandFailedException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Those that ours can be measured against: in a checkout, and where their servers are. */
final class Peers {
  /** Where the launcher says that the jar with the peers' clients is. */
  private static final String JAR_PROPERTY = "incumbent.benchmarks";

  private static final String ETCD = "etcd";
  private static final String ZOOKEEPER = "zookeeper";
  private static final List<String> NAMES = List.of(ETCD, ZOOKEEPER);

  /** The servers' own sample configuration. */
  private static final List<String> SAMPLE =
      List.of("tickTime=2000", "initLimit=10", "syncLimit=5");

  /** As soon as silence can be noticed: sessions last two ticks at least. */
  private static final List<String> SHORT_TICKS =
      List.of("tickTime=200", "initLimit=50", "syncLimit=25");

  /** As soon as silence can be noticed: leases last one and a half election timeouts at least. */
  private static final List<String> SHORT_TIMEOUTS =
      List.of("--heartbeat-interval=50", "--election-timeout=500");

  private Peers() {}

  /** Where the jar with the peers' clients is, if this program was started in a checkout. */
  static Path jar() {
    return Path.of(System.getProperty(JAR_PROPERTY, ""));
  }

  /**
   * The sides of these names, each once, in the order asked for; twice if the benchmark wants their
   * best settings, too.
   *
   * @param jar with their candidates and clients; a file that need not be there
   * @throws CommandFailedException as bad input, if one is unknown or cannot be had here
   */
  static List<Side> require(
      Benchmark benchmark, List<String> names, Map<String, String> environment, Path jar) {
    names.forEach(name -> requireAllowed(benchmark, name));
    if (names.isEmpty()) {
      return List.of();
    }
    requireJar(names, jar);
    if (names.contains(ETCD)) {
      requireEtcd(environment.getOrDefault("PATH", ""));
    }
    List<String> vm = benchmark.workload().serverVm();
    List<Side> sides = new ArrayList<>();
    for (String name : new LinkedHashSet<>(names)) {
      sides.add(usual(name, jar, vm));
      if (benchmark.peerSettings() == Benchmark.PeerSettings.DEFAULT_AND_BEST) {
        sides.add(best(name, jar, vm));
      }
    }
    return sides;
  }

  private static void requireAllowed(Benchmark benchmark, String name) {
    if (!NAMES.contains(name)) {
      throw CommandFailedException.badInput(
          "--against '" + name + "' is refused: allowed " + String.join(", ", NAMES));
    }
    if (benchmark.peerSettings() == Benchmark.PeerSettings.NONE) {
      throw CommandFailedException.badInput(
          "--against '"
              + name
              + "' is refused: "
              + benchmark.word()
              + " is measured of ours alone");
    }
    if (benchmark.peerSettings() == Benchmark.PeerSettings.ETCD_ALONE && !name.equals(ETCD)) {
      throw CommandFailedException.badInput(
          "--against '"
              + name
              + "' is refused: nobody can ask its clients for "
              + benchmark.word()
              + "; allowed "
              + ETCD);
    }
  }

  /** etcd has no default lease: that is the one of its own command line; Curator has a default. */
  private static Side usual(String name, Path jar, List<String> vm) {
    return name.equals(ETCD)
        ? new EtcdSide(jar, name, 60, List.of())
        : new ZooKeeperSide(jar, name, 60_000, SAMPLE, vm);
  }

  private static Side best(String name, Path jar, List<String> vm) {
    return name.equals(ETCD)
        ? new EtcdSide(jar, name + "-best", 1, SHORT_TIMEOUTS)
        : new ZooKeeperSide(jar, name + "-best", 400, SHORT_TICKS, vm);
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
