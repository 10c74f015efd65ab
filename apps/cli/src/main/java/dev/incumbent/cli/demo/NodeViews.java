package dev.incumbent.cli.demo;

import dev.incumbent.cli.dev.LocalCluster;
import dev.incumbent.election.Coordinator;
import dev.incumbent.session.NodeView;
import java.util.Optional;
import java.util.stream.Stream;

/** What the nodes say of themselves. */
record NodeViews(LocalCluster cluster, Coordinator coordinator) {
  /** The node that leads in Raft and serves. */
  int awaitReadyLeader() throws InterruptedException {
    long deadline = System.nanoTime() + Scene.PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      Optional<NodeView> leader = answered().filter(v -> v.ready() && v.quorum()).findFirst();
      if (leader.isPresent()) {
        return cluster.nodeAt(leader.get().address());
      }
      Thread.sleep(20);
    }
    throw new IllegalStateException("no node became a ready leader");
  }

  String clusterId() {
    return answered().findFirst().orElseThrow().cluster();
  }

  /** The highest log index that any node knows to be committed. */
  long lastCommitted() {
    return answered().mapToLong(NodeView::lastCommitted).max().orElse(0);
  }

  /** The log index up to which a node has applied; −1 if it does not answer. */
  long lastApplied(int node) {
    return answered()
        .filter(v -> v.address().equals(cluster.address(node)))
        .mapToLong(NodeView::lastApplied)
        .findFirst()
        .orElse(-1);
  }

  private Stream<NodeView> answered() {
    return coordinator.nodes().stream().flatMap(r -> r.view().stream());
  }
}
