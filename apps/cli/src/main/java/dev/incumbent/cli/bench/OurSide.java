package dev.incumbent.cli.bench;

import dev.incumbent.cli.dev.Children;
import dev.incumbent.lease.LeaseTimings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Three {@code server} processes and three fenced candidates, at default settings. */
final class OurSide implements Side {
  static final int SERVERS = 3;
  static final int CANDIDATES = 3;
  static final List<String> SERVER_VM = List.of("-Xmx512m");

  /** From here on the launcher gives a server the optimizing compiler. */
  private static final int PROCESSORS_TO_OPTIMIZE = 3;

  static final List<String> CANDIDATE_VM = List.of("-Xmx256m");

  /** As the launcher starts a server on this machine. */
  static List<String> serverVm() {
    List<String> options = new ArrayList<>(SERVER_VM);
    if (Runtime.getRuntime().availableProcessors() < PROCESSORS_TO_OPTIMIZE) {
      options.add("-XX:TieredStopAtLevel=1");
    }
    return options;
  }

  @Override
  public String name() {
    return "incumbent";
  }

  @Override
  public SortedMap<String, String> settings() {
    LeaseTimings timings = LeaseTimings.defaults();
    SortedMap<String, String> settings = new TreeMap<>();
    settings.put("servers", SERVERS + " JVMs, " + String.join(" ", serverVm()));
    settings.put("candidates", CANDIDATES + " JVMs, " + String.join(" ", CANDIDATE_VM));
    settings.put(
        "session", "time to live " + timings.ttl().toMillis() + " ms (default), ON_SUSPICION");
    settings.put("fence", "the coordinator's own storage, claimed before elected is said");
    return settings;
  }

  @Override
  public Field open(Path folder) throws InterruptedException {
    return OurField.open(folder, CANDIDATE_VM);
  }

  @Override
  public Servers servers(Children children, Path folder) {
    return new OurServers(children, folder);
  }
}
