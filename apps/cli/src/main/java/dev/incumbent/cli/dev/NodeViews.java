package dev.incumbent.cli.dev;

import dev.incumbent.election.Coordinator;
import dev.incumbent.session.NodeView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the nodes of a local cluster say of themselves.
 *
 * @param addresses of the nodes, in order
 * @param coordinator by which they are asked
 */
public record NodeViews(List<String> addresses, Coordinator coordinator) {
  private static final Duration PATIENCE = Duration.ofSeconds(25);

  public NodeViews {
    addresses = List.copyOf(addresses);
  }

  /** The node that leads in Raft and serves. */
  public int awaitReadyLeader() throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      Optional<NodeView> leader = answered().filter(v -> v.ready() && v.quorum()).findFirst();
      if (leader.isPresent()) {
        return addresses.indexOf(leader.get().address());
      }
      Thread.sleep(20);
    }
    throw new IllegalStateException("no node became a ready leader");
  }

  public String clusterId() {
    return answered().findFirst().orElseThrow().cluster();
  }

  /** Waits until a node has applied what is committed now, at most so long; whether it has. */
  public boolean awaitCaughtUp(int node, Duration atMost) throws InterruptedException {
    long committed = answered().mapToLong(NodeView::lastCommitted).max().orElse(0);
    long deadline = System.nanoTime() + atMost.toNanos();
    while (System.nanoTime() < deadline) {
      if (lastApplied(node) >= committed) {
        return true;
      }
      Thread.sleep(20);
    }
    return false;
  }

  /** The log index up to which a node has applied; −1 if it does not answer. */
  private long lastApplied(int node) {
    return answered()
        .filter(v -> v.address().equals(addresses.get(node)))
        .mapToLong(NodeView::lastApplied)
        .findFirst()
        .orElse(-1);
  }

  private Stream<NodeView> answered() {
    return coordinator.nodes().stream().flatMap(r -> r.view().stream());
  }
}
