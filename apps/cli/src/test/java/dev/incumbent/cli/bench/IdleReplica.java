package dev.incumbent.cli.bench;

import dev.incumbent.cluster.node.Node;
import dev.incumbent.cluster.node.NodeConfig;
import dev.incumbent.election.Coordinator;
import dev.incumbent.spi.ClientConfig;
import java.nio.file.Path;

/** An {@link BenchCandidate} in one process with a node of its own coordinator. */
final class IdleReplica {
  private IdleReplica() {}

  /** Takes the candidate's name, the node's address, its data folder and the peers' addresses. */
  public static void main(String[] args) {
    NodeConfig config =
        NodeConfig.of(args[1], Path.of(args[2])).peers(args[3].split(",")).bootstrap(true).build();
    try (Node node = Node.start(config);
        Coordinator coordinator = node.connect(ClientConfig.of(args[0]))) {
      new BenchCandidate(coordinator, args[0]).campaign();
    }
  }
}
