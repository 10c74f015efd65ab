package dev.incumbent.cli.bench;

import dev.incumbent.cli.dev.Child;
import dev.incumbent.cli.dev.Children;
import dev.incumbent.cli.dev.Contestant;
import java.nio.file.Path;
import java.util.List;

/** Candidates of ours that carry the coordinator's nodes: server n is the process in seat n. */
final class EmbeddedField extends JudgedField {
  private final Path folder;
  private final List<String> addresses;
  private final List<Integer> raftPorts;

  private EmbeddedField(Path folder, List<String> addresses, List<Integer> raftPorts) {
    super(folder, new Children(folder), addresses);
    this.folder = folder;
    this.addresses = addresses;
    this.raftPorts = raftPorts;
  }

  static EmbeddedField open(Path folder) throws InterruptedException {
    List<Integer> ports = Children.freePorts(2 * OurSide.SERVERS);
    List<String> addresses =
        ports.stream().limit(OurSide.SERVERS).map(port -> "127.0.0.1:" + port).toList();
    List<Integer> raftPorts = ports.subList(OurSide.SERVERS, ports.size());
    EmbeddedField field = new EmbeddedField(folder, addresses, raftPorts);
    try {
      field.start();
      return field;
    } catch (InterruptedException | RuntimeException e) {
      field.close();
      throw e;
    }
  }

  /** They come with the candidates. */
  @Override
  void startServers() {}

  @Override
  Child startCandidate(int seat, String name, Contestant candidate) {
    List<String> call =
        List.of(
            BenchReplica.class.getName(),
            name,
            addresses.get(seat),
            raftPorts.get(seat).toString(),
            folder.resolve(name).toString(),
            String.join(",", addresses));
    return children().java(name, OurSide.SERVER_VM, call, candidate::said);
  }

  @Override
  public Child server(int server) {
    return electorate().seated().get(server).child();
  }

  @Override
  public ServerCrash crashServer(int server) throws InterruptedException {
    unwatchNodes();
    return killSeat(server);
  }

  @Override
  public void restartServer(int server) throws InterruptedException {
    revive(server);
    awaitCaughtUp(server);
  }

  @Override
  public long restartNanos(int server) {
    throw new UnsupportedOperationException("a node ends with its candidate's process");
  }
}
