package dev.incumbent.cluster.engine;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one node knew at one moment.
 *
 * @param role this node's part
 * @param term the latest Raft term it has seen
 * @param leaderId the leader it knows, itself included
 * @param log its positions in the log
 * @param contact its voters, and when it last heard of them
 */
public record EngineStatus(
    Role role, long term, Optional<String> leaderId, Log log, Contact contact) {

  /** A node's part in its group. */
  public enum Role {
    /** Leads and has applied every earlier committed entry. */
    LEADER_READY,
    /** Leads but is not ready yet: everything submitted is refused. */
    LEADER,
    /** Stands for election, or starts. */
    CANDIDATE,
    /** Follows. */
    FOLLOWER,
    /** Closed or failed. */
    STOPPED
  }

  /**
   * Log indexes; -1 where there is none.
   *
   * @param first the oldest entry still kept
   * @param last the newest entry, committed or not
   * @param committed the newest entry known to be committed
   * @param applied the newest entry in the state
   * @param snapshot the newest entry in the newest complete snapshot
   */
  public record Log(long first, long last, long committed, long applied, long snapshot) {}

  /**
   * How fresh this node's picture of the group is.
   *
   * @param voters the node ids of the current configuration, in order
   * @param ageNanos for a leader, the time since it *sent* the oldest of the newest requests that a
   *     majority has answered (0 if it is its own majority): two election timeouts and more mean
   *     that there is no quorum. For a follower, the time since it last heard its leader, in whole
   *     milliseconds. Empty where there is nothing to measure: candidates and stopped nodes
   */
  public record Contact(List<String> voters, OptionalLong ageNanos) {

    public Contact {
      voters = List.copyOf(voters);
    }
  }
}
