package dev.incumbent.faults;

import dev.incumbent.faults.lab.Host;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the processes of a run are called with.
 *
 * @param database the URL of the database, where there is one
 */
record Calls(FaultsConfig config, Optional<String> database) {
  static final int PORT = 7480;

  private static final String CHILDREN = "dev.incumbent.faults.child.";

  List<String> server(Host host, String peers, Path data) {
    return List.of(
        CHILDREN + "NodeMain",
        "dev.incumbent.cli.Main",
        "server",
        "--listen",
        host.address() + ":" + PORT,
        "--peers",
        peers,
        "--data",
        data.toString(),
        "--bootstrap",
        "--insecure-network");
  }

  List<String> candidate(String uri, Host host, String incarnation) {
    String ttl = Long.toString(config.ttl().toMillis());
    return withDatabase(List.of(CHILDREN + "CandidateMain", uri, host.name(), incarnation, ttl));
  }

  List<String> witness(String uri, String candidates, String runners) {
    return withDatabase(List.of(CHILDREN + "WitnessMain", uri, candidates, runners));
  }

  private List<String> withDatabase(List<String> call) {
    List<String> whole = new ArrayList<>(call);
    database.ifPresent(whole::add);
    return whole;
  }
}
