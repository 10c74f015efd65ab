package dev.incumbent.cli.bench;

import dev.incumbent.cli.dev.Children;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * ZooKeeper, through Curator's LeaderLatch.
 *
 * @param sessionMillis how long a silent candidate keeps the election, unless the servers allow
 *     less
 * @param serverSettings lines of the servers' configuration
 * @param serverVm the options of the servers' JVMs
 */
record ZooKeeperSide(
    Path jar, String name, int sessionMillis, List<String> serverSettings, List<String> serverVm)
    implements Side {
  private static final String FAMILY = "dev.incumbent.benchmarks.ZooKeeper";

  @Override
  public SortedMap<String, String> settings() {
    SortedMap<String, String> settings = new TreeMap<>();
    settings.put(
        "servers",
        OurSide.SERVERS
            + " JVMs, "
            + String.join(" ", serverVm)
            + ", "
            + String.join(" ", serverSettings));
    settings.put(
        "candidates",
        OurSide.CANDIDATES
            + " JVMs, "
            + String.join(" ", OurSide.CANDIDATE_VM)
            + ", Curator's LeaderLatch");
    settings.put("session", sessionMillis + " ms asked for");
    settings.put("fence", "none");
    return settings;
  }

  @Override
  public Field open(Path folder) throws InterruptedException {
    return PeerField.open(
        folder,
        children -> servers(children, folder),
        new PeerField.Program(jar, FAMILY, Integer.toString(sessionMillis)));
  }

  @Override
  public PeerServers servers(Children children, Path folder) {
    return new ZooKeeperServers(children, folder, jar, serverSettings, serverVm);
  }
}
