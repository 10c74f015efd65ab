package dev.incumbent.cli.bench;

import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * ZooKeeper, through Curator's LeaderLatch.
 *
 * @param sessionMillis how long a silent candidate keeps the election, unless the servers allow
 *     less
 */
record ZooKeeperSide(Path jar, String name, int sessionMillis) implements Side {
  private static final String CANDIDATE = "dev.incumbent.benchmarks.ZooKeeperCandidate";

  @Override
  public SortedMap<String, String> settings() {
    SortedMap<String, String> settings = new TreeMap<>();
    settings.put(
        "servers",
        OurSide.SERVERS
            + " JVMs, "
            + String.join(" ", OurSide.SERVER_VM)
            + ", tickTime=2000 initLimit=10 syncLimit=5");
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
        children -> new ZooKeeperServers(children, folder, jar),
        new PeerField.Program(jar, CANDIDATE, Integer.toString(sessionMillis)));
  }
}
