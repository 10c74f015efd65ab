package dev.incumbent.cluster.engine;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Which node of which group.
 *
 * @param nodeId this node; one of the peers
 * @param groupId the same on every node, and never used for another group
 * @param peers all voters, this node included: 1, 3, 5 or 7
 */
public record EngineGroup(String nodeId, UUID groupId, List<EnginePeer> peers) {

  private static final Set<Integer> SIZES = Set.of(1, 3, 5, 7);

  public EngineGroup {
    peers = List.copyOf(peers);
    if (!SIZES.contains(peers.size())) {
      throw new IllegalArgumentException(
          peers.size()
              + " voters: allowed are 1, 3, 5 and 7 (an even number survives no more crashes)");
    }
    Set<String> ids = new HashSet<>();
    for (EnginePeer peer : peers) {
      if (!ids.add(peer.nodeId())) {
        throw new IllegalArgumentException("node id " + peer.nodeId() + " is listed twice");
      }
    }
    if (!ids.contains(nodeId)) {
      throw new IllegalArgumentException("node id " + nodeId + " is not among the peers " + ids);
    }
  }

  /** This node's own line in the list of peers. */
  public EnginePeer self() {
    return peer(nodeId);
  }

  private EnginePeer peer(String id) {
    return peers.stream().filter(peer -> peer.nodeId().equals(id)).findFirst().orElseThrow();
  }
}
