package dev.incumbent.simulation;

/**
 * One thing that goes wrong, or that somebody does, at its time: what a schedule is made of.
 *
 * @param target whom it hits, of those that it can hit, modulo their number
 * @param detail which way
 * @param millis how long it lasts, where it lasts
 */
public record Fault(long atMillis, Kind kind, int target, int detail, long millis) {
  /** What goes wrong. */
  public enum Kind {
    /** A process dies, and is started again. */
    PROCESS_CRASH,
    /** A process stands still. */
    PROCESS_PAUSE,
    /** A node dies, and is started again with what was synced. */
    NODE_CRASH,
    /** A node stands still. */
    NODE_PAUSE,
    /** All nodes die at once. */
    POWER_LOSS,
    /** One direction between two machines is cut. */
    CUT,
    /** A node is cut off from the other nodes, but not from processes. */
    NODE_ISOLATED,
    /** The Raft leader and a process are cut off from everybody else, together. */
    LEADER_ISOLATED,
    /**
     * A process is cut off until its session is due to expire; just then the Raft leader takes
     * nothing into its log for a while, and is elected anew meanwhile.
     */
    LOG_STALLED,
    /** A process is cut off from all nodes. */
    PROCESS_ISOLATED,
    /** A process is cut off from the storage. */
    STORAGE_ISOLATED,
    /** A stream is reset. */
    RESET,
    /** Every message takes long. */
    SLOW_NETWORK,
    /** Another node is elected. */
    FAILOVER,
    /** A node applies late. */
    APPLY_LAG,
    /** A wall clock is set. */
    WALL_JUMP,
    /** The cluster is restored from a backup of an earlier state. */
    RESTORE,
    /** Work does not return when told to. */
    STUCK,
    /** A candidate's health check fails. */
    SICK,
    /** An operator revokes the current leadership. */
    REVOKE,
    /** An operator pauses an election, and resumes it. */
    OPERATOR_PAUSE,
    /** An operator raises the floor. */
    RAISE_FLOOR,
    /** A holder, or an operator, asks for a hand-over. */
    HANDOVER,
    /** A candidate leaves, and comes back. */
    LEAVE
  }

  @Override
  public String toString() {
    return "at "
        + atMillis
        + " ms "
        + kind
        + " target "
        + target
        + " detail "
        + detail
        + " for "
        + millis
        + " ms";
  }
}
