package dev.incumbent.cluster.formation;

import dev.incumbent.cluster.folder.Address;
import dev.incumbent.cluster.folder.Group;
import dev.incumbent.cluster.folder.RandomId;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What a node says of itself while a cluster is formed.
 *
 * @param peers the front addresses of the list that it was started with, its own included, sorted
 * @param group empty while its folder counts as empty: it has never voted
 */
public record NodeState(
    RandomId node, Address front, Address raft, List<Address> peers, Optional<Group> group) {
  public NodeState {
    peers = List.copyOf(new TreeSet<>(peers));
  }

  /** This node as a member of a group. */
  public Group.Member member() {
    return new Group.Member(node, front, raft);
  }

  NodeState in(Group formed) {
    return new NodeState(node, front, raft, peers, Optional.of(formed));
  }
}
