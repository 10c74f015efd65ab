package dev.incumbent.cli.bench;

import dev.incumbent.cli.dev.Children;
import dev.incumbent.election.Revocation;
import dev.incumbent.lease.LeaseTimings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Three {@code server} processes and three fenced candidates, at default settings.
 *
 * @param revocation how a silent candidate loses the election
 * @param vm the options of the servers' JVMs, but for what the launcher adds on this machine
 */
record OurSide(Revocation revocation, List<String> vm) implements Side {
  static final int SERVERS = 3;
  static final int CANDIDATES = 3;
  static final List<String> SERVER_VM = List.of("-Xmx512m");

  /** From here on the launcher gives a server the optimizing compiler. */
  private static final int PROCESSORS_TO_OPTIMIZE = 3;

  static final String FENCE = "the coordinator's own storage, claimed before elected is said";
  static final List<String> CANDIDATE_VM = List.of("-Xmx256m");

  /** Of processes that hold or renew thousands of things. */
  static final List<String> WORKER_VM = List.of("-Xmx1g");

  /** As fenced candidates are unless they say otherwise. */
  OurSide() {
    this(Revocation.ON_SUSPICION);
  }

  OurSide(Revocation revocation) {
    this(revocation, SERVER_VM);
  }

  /** As the launcher starts a server on this machine. */
  static List<String> serverVm(List<String> vm) {
    List<String> options = new ArrayList<>(vm);
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
    SortedMap<String, String> settings = new TreeMap<>();
    settings.put("servers", SERVERS + " JVMs, " + String.join(" ", serverVm(vm)));
    settings.put("candidates", CANDIDATES + " JVMs, " + String.join(" ", CANDIDATE_VM));
    settings.put("session", session(revocation));
    settings.put("fence", FENCE);
    return settings;
  }

  /** What is said of a default session. */
  static String session(Revocation revocation) {
    return "time to live "
        + LeaseTimings.defaults().ttl().toMillis()
        + " ms (default), "
        + revocation;
  }

  @Override
  public Field open(Path folder) throws InterruptedException {
    return OurField.open(
        folder, serverVm(vm), CANDIDATE_VM, revocation, (children, coordinator) -> List.of());
  }

  @Override
  public Servers servers(Children children, Path folder) {
    return new OurServers(children, folder, serverVm(vm));
  }
}
