package dev.incumbent.cli.output;

import dev.incumbent.election.NodeReport;
import dev.incumbent.session.NodeView;

/** How people are shown a node. */
public final class NodeText {
  private NodeText() {}

  /** One line a node. */
  public static String line(NodeReport report) {
    return report.address()
        + "  "
        + report
            .view()
            .map(NodeText::view)
            .orElseGet(() -> "no answer: " + report.failure().map(f -> f.message()).orElse(""));
  }

  private static String view(NodeView view) {
    return Output.word(view.role())
        + (view.ready() ? " (ready)" : "")
        + "  term "
        + view.term()
        + "  applied "
        + view.lastApplied()
        + "  committed "
        + view.lastCommitted()
        + "  snapshot "
        + view.snapshotIndex()
        + "  "
        + (view.quorum() ? "quorum" : "NO QUORUM")
        + (view.insecure() ? "  INSECURE NETWORK" : "")
        + "  node "
        + view.node();
  }
}
