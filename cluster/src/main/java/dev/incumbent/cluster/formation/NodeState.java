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
 * @param member its id and its addresses
 * @param peers the front addresses of the list that it was started with, its own included, sorted
 * @param settings those that it was started with
 * @param group empty while its folder counts as empty: it has never voted
 */
public record NodeState(
    Group.Member member, List<Address> peers, Group.Settings settings, Optional<Group> group) {
  public NodeState {
    peers = List.copyOf(new TreeSet<>(peers));
  }

  RandomId node() {
    return member.node();
  }

  Address front() {
    return member.front();
  }

  NodeState in(Group formed) {
    return new NodeState(member, peers, settings, Optional.of(formed));
  }
}
