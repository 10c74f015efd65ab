package dev.incumbent.cli.dev;

import dev.incumbent.cluster.node.Node;
import dev.incumbent.cluster.node.NodeConfig;
import dev.incumbent.election.Coordinator;
import dev.incumbent.spi.ClientConfig;
import java.nio.file.Path;

/** A node of a local cluster that this process carries. */
public final class EmbeddedNode implements AutoCloseable {
  private final Node node;

  private EmbeddedNode(Node node) {
    this.node = node;
  }

  /**
   * Starts it, and takes part in forming the cluster if its folder is empty.
   *
   * @param address its own
   * @param addresses those of all nodes, this one included, with commas between
   */
  public static EmbeddedNode start(String address, int raftPort, Path data, String addresses) {
    return new EmbeddedNode(
        Node.start(
            NodeConfig.of(address, data)
                .raftPort(raftPort)
                .peers(addresses.split(",", -1))
                .bootstrap(true)
                .build()));
  }

  /** A client of the cluster, in this process. */
  public Coordinator connect(ClientConfig config) {
    return node.connect(config);
  }

  @Override
  public void close() {
    node.close();
  }
}
