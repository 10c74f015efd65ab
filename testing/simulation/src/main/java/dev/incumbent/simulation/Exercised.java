package dev.incumbent.simulation;

/**
 * What a simulation can exercise: each must happen in a soak, or the soak shows less than it says.
 */
public enum Exercised {
  /** A world whose coordinator was a cluster. */
  CLUSTER,
  /** A world whose coordinator was a store of records. */
  RECORDS,
  /** A process died. */
  PROCESS_CRASH,
  /** A process stood still for a while. */
  PROCESS_PAUSE,
  /** A node died. */
  NODE_CRASH,
  /** A node stood still for a while. */
  NODE_PAUSE,
  /** A process or a node was started again. */
  RESTART,
  /** All nodes lost their power at once. */
  POWER_LOSS,
  /** A direction between two machines was cut. */
  CUT,
  /** A machine was cut off from several others. */
  PARTITION,
  /** A Raft leader was cut off together with a process. */
  LEADER_ISOLATED,
  /** A Raft leader's log stood still, and it was elected anew meanwhile. */
  LOG_STALLED,
  /** A Raft leader's log took nothing for a while, within a term. */
  LOG_REFUSES,
  /** A connection was reset. */
  RESET,
  /** The network was slow. */
  SLOW_NETWORK,
  /** Another node took the lead. */
  FAILOVER,
  /** An entry was submitted and never committed. */
  LOST_ENTRY,
  /** A node's state was replaced by a snapshot. */
  SNAPSHOT,
  /** A node applied late. */
  APPLY_LAG,
  /** A wall clock was set. */
  WALL_JUMP,
  /** Clock rates were beyond the bound. */
  CLOCK_RATE,
  /** A cluster was restored from a backup. */
  RESTORE,
  /** The coordinator ended a leadership on suspicion. */
  SUSPICION,
  /** A session expired. */
  EXPIRY,
  /** The storage refused a write of a stale leader. */
  STALE_WRITE_REFUSED,
  /** The storage refused a claim. */
  CLAIM_REFUSED,
  /** A write had passed its check when a claim came. */
  HALF_WRITE,
  /** Work did not return in time. */
  DRAIN_OVERRUN,
  /** A leadership was in jeopardy. */
  JEOPARDY,
  /** A health check failed. */
  UNHEALTHY,
  /** An operator revoked a leadership. */
  REVOKE,
  /** An operator paused or resumed an election. */
  OPERATOR_PAUSE,
  /** An operator raised the floor. */
  RAISE_FLOOR,
  /** An operator stated that a fence or a predecessor is over. */
  OPERATOR_FORGETS,
  /** A backup was made, and read back. */
  BACKUP,
  /** A planned hand-over was asked for. */
  HANDOVER,
  /** A hand-over was planned for later. */
  HANDOVER_LATER,
  /** A node stopped in good order. */
  NODE_STOPPED,
  /** A candidate left and came back. */
  LEAVE,
  /** A write of a record took effect and nobody heard of it. */
  RECORD_REPLY_LOST,
  /** A write of a record took effect after it was given up. */
  RECORD_WRITE_LATE,
  /** A write of a record found that another one had been faster. */
  RECORD_CONFLICT,
  /** A record was read as it was before. */
  RECORD_READ_STALE,
  /** The store of records took long. */
  RECORDS_SLOW,
  /** The store of records refused everything, or said nothing. */
  RECORDS_UNAVAILABLE,
  /** A record was deleted. */
  RECORD_DELETED,
  /** Records were put back to what they once were. */
  RECORDS_RESTORED,
  /** A record that had gone back was written anew from what a process remembered. */
  RECORD_HEALED,
  /** A holder whose claim was refused raised the floor. */
  FLOOR_RAISED,
  /** A leader wrote a key of the cluster's. */
  KEY_WRITTEN,
  /** A leader deleted a key. */
  KEY_DELETED,
  /** A write of a key was refused: its leadership was over. */
  KEY_WRITE_STALE,
  /** A write of a key was refused: another version was there. */
  KEY_COMPARE_FAILED,
  /** A write of a key was refused for its form, its size or its key. */
  KEY_WRITE_REJECTED,
  /** Nobody knew what became of a write of a key. */
  KEY_WRITE_UNKNOWN,
  /** A read of a key, called linearizable, was answered. */
  KEY_READ,
  /** A read of a key was answered as stale. */
  KEY_READ_STALE
}
