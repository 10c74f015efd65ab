package dev.incumbent.cli.bench;

import dev.incumbent.lease.LeaseTimings;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Three {@code server} processes and three fenced candidates, at default settings.
 *
 * @param serverVm the options of the servers' JVMs
 */
record OurSide(List<String> serverVm) implements Side {
  static final int SERVERS = 3;
  static final int CANDIDATES = 3;
  static final List<String> SERVER_VM = List.of("-Xmx512m");
  static final List<String> CANDIDATE_VM = List.of("-Xmx256m");

  /** Of processes that hold or renew thousands of things. */
  static final List<String> WORKER_VM = List.of("-Xmx1g");

  OurSide() {
    this(SERVER_VM);
  }

  @Override
  public Side withServerVm(List<String> options) {
    return new OurSide(options);
  }

  @Override
  public String name() {
    return "incumbent";
  }

  @Override
  public SortedMap<String, String> settings() {
    LeaseTimings timings = LeaseTimings.defaults();
    SortedMap<String, String> settings = new TreeMap<>();
    settings.put("servers", SERVERS + " JVMs, " + String.join(" ", serverVm));
    settings.put("candidates", CANDIDATES + " JVMs, " + String.join(" ", CANDIDATE_VM));
    settings.put(
        "session", "time to live " + timings.ttl().toMillis() + " ms (default), ON_SUSPICION");
    settings.put("fence", "the coordinator's own storage, claimed before elected is said");
    return settings;
  }

  @Override
  public Field open(Path folder) throws InterruptedException {
    return OurField.open(folder, CANDIDATE_VM, serverVm);
  }
}
