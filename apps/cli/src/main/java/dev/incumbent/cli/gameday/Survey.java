package dev.incumbent.cli.gameday;

import dev.incumbent.cli.CommandFailedException;
import dev.incumbent.cli.Waiting;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.ElectionView;
import dev.incumbent.election.Elections;
import dev.incumbent.election.Freshness;
import dev.incumbent.election.NodeReport;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.session.NodeView;
import java.util.List;
import java.util.Optional;

/**
 * The coordinator and the election as they are before anything is done.
 *
 * @param askedNanos before the election was read: its lease goes on at least from then
 */
record Survey(List<NodeReport> nodes, long askedNanos, Elections.Listed listed) {
  private static final String REFUSED_WRITES = "writes.stale.refused";

  Survey {
    nodes = List.copyOf(nodes);
  }

  /**
   * Looks.
   *
   * @throws CommandFailedException bad input, if there is no such election
   */
  static Survey of(Coordinator coordinator, ElectionName election) {
    long asked = System.nanoTime();
    Elections.Listed listed =
        Waiting.on(coordinator.elections().find(election, Freshness.LINEARIZABLE))
            .value()
            .orElseThrow(
                () ->
                    CommandFailedException.badInput(
                        "election '" + election + "' does not exist: nobody ever stood in it"));
    return new Survey(coordinator.nodes(), asked, listed);
  }

  ElectionView view() {
    return listed.view();
  }

  /** The holder; preconditions have seen that there is one. */
  ElectionView.Holder holder() {
    return view()
        .holder()
        .orElseThrow(
            () ->
                CommandFailedException.of(
                    Failure.of(FailureCode.REJECTED, "the election has no holder")));
  }

  /** The lease's end as the coordinator counts it, no later than it is. */
  long leaseEndNanos() {
    return askedNanos + Math.max(0, listed.leaseLeftMillis()) * 1_000_000;
  }

  boolean hasQuorum() {
    return hasQuorum(nodes);
  }

  static boolean hasQuorum(List<NodeReport> nodes) {
    return nodes.stream().anyMatch(n -> n.view().map(NodeView::quorum).orElse(false));
  }

  /** The coordinator's leader that is ready. */
  Optional<NodeView> leader() {
    return leader(nodes);
  }

  static Optional<NodeView> leader(List<NodeReport> nodes) {
    return nodes.stream()
        .flatMap(n -> n.view().stream())
        .filter(v -> v.ready() && v.quorum())
        .max((a, b) -> Long.compare(a.term(), b.term()));
  }

  /** The highest term that a node tells. */
  static long term(List<NodeReport> nodes) {
    return nodes.stream().flatMap(n -> n.view().stream()).mapToLong(NodeView::term).max().orElse(0);
  }

  /**
   * How many stale writes the nodes that answer have refused since they started, of all elections.
   */
  static long refusedWrites(List<NodeReport> nodes) {
    return nodes.stream()
        .flatMap(n -> n.view().stream())
        .mapToLong(v -> v.counters().getOrDefault(REFUSED_WRITES, 0L))
        .sum();
  }
}
