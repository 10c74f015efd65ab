package dev.incumbent.store;

import dev.incumbent.session.NodeView;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;

/** What the client's own node says of itself: where the records are, and whether they answer. */
final class NodeSelf {
  private final String label;
  private String cluster = "";

  NodeSelf(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  void identified(String id) {
    cluster = id;
  }

  /**
   * The node as an operator sees it.
   *
   * @param reachable whether the storage answers
   */
  NodeView view(boolean reachable) {
    return new NodeView(
        cluster,
        "store",
        label,
        NodeView.Role.LEADER,
        reachable,
        reachable,
        1,
        label,
        0,
        0,
        0,
        OptionalLong.empty(),
        false,
        List.of(),
        new TreeMap<>());
  }
}
