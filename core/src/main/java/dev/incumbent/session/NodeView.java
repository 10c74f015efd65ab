package dev.incumbent.session;

import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;

/**
 * What one node knows of itself and of its peers, as of now and without asking anybody.
 *
 * @param role what it is in Raft
 * @param ready it is the leader and serves
 * @param quorum it is in touch with a majority: as leader by their answers, as follower by the
 *     leader's
 * @param leader the leader's front address, empty if unknown
 * @param ageMillis how old its state can be (S-10); empty if unknown
 * @param insecure it listens beyond loopback without transport security
 * @param counters name → value, only ever added to
 */
public record NodeView(
    String cluster,
    String node,
    String address,
    Role role,
    boolean ready,
    boolean quorum,
    long term,
    String leader,
    long lastApplied,
    long lastCommitted,
    long snapshotIndex,
    OptionalLong ageMillis,
    boolean insecure,
    List<Voter> voters,
    SortedMap<String, Long> counters) {
  public NodeView {
    voters = List.copyOf(voters);
  }

  /** What a node is in Raft. */
  public enum Role {
    LEADER,
    FOLLOWER,
    CANDIDATE,
    /** Not a member yet: it waits for the group to be formed. */
    FORMING
  }

  /** A member of the group. */
  public record Voter(String node, String address) {}
}
