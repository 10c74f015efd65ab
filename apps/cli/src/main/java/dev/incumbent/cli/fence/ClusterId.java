package dev.incumbent.cli.fence;

import dev.incumbent.election.Coordinator;
import dev.incumbent.election.NodeReport;
import java.util.Optional;

/** The id of a coordinator's cluster, which its tokens belong to. */
final class ClusterId {
  private ClusterId() {}

  /** As its nodes have told this client by now; empty if none has. */
  static Optional<String> find(Coordinator coordinator) {
    return coordinator.nodes().stream()
        .map(NodeReport::view)
        .flatMap(view -> view.stream().map(it -> it.cluster()))
        .filter(id -> !id.isEmpty())
        .findFirst();
  }
}
