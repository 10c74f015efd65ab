package dev.incumbent.cli.bench;

import dev.incumbent.cli.dev.Children;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * etcd with its own election, through jetcd.
 *
 * @param leaseSeconds how long a silent candidate keeps the election
 * @param serverOptions in place of the servers' defaults
 */
record EtcdSide(Path jar, String name, int leaseSeconds, List<String> serverOptions)
    implements Side {
  private static final String FAMILY = "dev.incumbent.benchmarks.Etcd";

  @Override
  public SortedMap<String, String> settings() {
    SortedMap<String, String> settings = new TreeMap<>();
    String options = serverOptions.isEmpty() ? "its defaults" : String.join(" ", serverOptions);
    settings.put("servers", OurSide.SERVERS + " processes of this machine's etcd, " + options);
    settings.put(
        "candidates",
        OurSide.CANDIDATES + " JVMs, " + String.join(" ", OurSide.CANDIDATE_VM) + ", jetcd");
    settings.put("session", "lease of " + leaseSeconds + " s, kept alive");
    settings.put("fence", "none");
    return settings;
  }

  @Override
  public Field open(Path folder) throws InterruptedException {
    return PeerField.open(
        folder,
        children -> servers(children, folder),
        new PeerField.Program(jar, FAMILY, Integer.toString(leaseSeconds)));
  }

  @Override
  public PeerServers servers(Children children, Path folder) {
    return new EtcdServers(children, folder, serverOptions);
  }
}
