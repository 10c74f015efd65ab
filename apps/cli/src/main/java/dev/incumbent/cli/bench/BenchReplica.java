package dev.incumbent.cli.bench;

import dev.incumbent.cli.dev.EmbeddedNode;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.Revocation;
import dev.incumbent.spi.ClientConfig;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * A {@link BenchCandidate} in one process with a node of its own coordinator. The node goes on when
 * the candidate has ended, until the process is: others may end after it.
 */
final class BenchReplica {
  private BenchReplica() {}

  /** Takes the candidate's name, the node's address, Raft port and folder, and all addresses. */
  public static void main(String[] args) throws InterruptedException {
    int raftPort = Integer.parseInt(args[2]);
    try (EmbeddedNode node = EmbeddedNode.start(args[1], raftPort, Path.of(args[3]), args[4]);
        Coordinator coordinator = node.connect(ClientConfig.of(args[0]))) {
      new BenchCandidate(coordinator, args[0], Revocation.ON_SUSPICION).run();
      new CountDownLatch(1).await();
    }
  }
}
