package dev.incumbent.simulation;

/**
 * One thing that goes wrong, or that somebody does, at its time: what a schedule is made of.
 *
 * @param target whom it hits, of those that it can hit, modulo their number
 * @param detail which way
 * @param millis how long it lasts, where it lasts
 */
public record Fault(long atMillis, Kind kind, int target, int detail, long millis) {
  /** Which coordinator can have a fault. */
  enum Of {
    ANY,
    CLUSTER,
    RECORDS
  }

  /** What goes wrong. */
  public enum Kind {
    /** A process dies, and is started again. */
    PROCESS_CRASH(Of.ANY),
    /** A process stands still. */
    PROCESS_PAUSE(Of.ANY),
    /** A node dies, and is started again with what was synced. */
    NODE_CRASH(Of.CLUSTER),
    /** A node stands still. */
    NODE_PAUSE(Of.CLUSTER),
    /** All nodes die at once. */
    POWER_LOSS(Of.CLUSTER),
    /** One direction between two machines is cut. */
    CUT(Of.ANY),
    /** A node is cut off from the other nodes, but not from processes. */
    NODE_ISOLATED(Of.CLUSTER),
    /** The Raft leader and a process are cut off from everybody else, together. */
    LEADER_ISOLATED(Of.CLUSTER),
    /**
     * A process is cut off until its session is due to expire; just then the Raft leader takes
     * nothing into its log for a while, and is elected anew meanwhile.
     */
    LOG_STALLED(Of.CLUSTER),
    /** A process is cut off from all nodes. */
    PROCESS_ISOLATED(Of.ANY),
    /** A process is cut off from the storage. */
    STORAGE_ISOLATED(Of.ANY),
    /** A stream is reset. */
    RESET(Of.CLUSTER),
    /** Every message takes long. */
    SLOW_NETWORK(Of.ANY),
    /** Another node is elected. */
    FAILOVER(Of.CLUSTER),
    /** A node applies late. */
    APPLY_LAG(Of.CLUSTER),
    /** A wall clock is set. */
    WALL_JUMP(Of.ANY),
    /** The cluster is restored from a backup of an earlier state. */
    RESTORE(Of.CLUSTER),
    /** Work does not return when told to. */
    STUCK(Of.ANY),
    /** A candidate's health check fails. */
    SICK(Of.ANY),
    /** An operator revokes the current leadership. */
    REVOKE(Of.ANY),
    /** An operator pauses an election, and resumes it. */
    OPERATOR_PAUSE(Of.ANY),
    /** An operator raises the floor. */
    RAISE_FLOOR(Of.ANY),
    /** A holder, or an operator, asks for a hand-over. */
    HANDOVER(Of.ANY),
    /** A candidate leaves, and comes back. */
    LEAVE(Of.ANY),
    /** For a while, writes of a process take effect and nobody hears of that. */
    RECORD_REPLY_LOST(Of.RECORDS),
    /** For a while, nobody hears of a process' writes, which take effect later or never. */
    RECORD_WRITE_LATE(Of.RECORDS),
    /** For a while, writes of a process are answered as if somebody else had been faster. */
    RECORD_CONFLICT(Of.RECORDS),
    /** For a while, a process reads what was there before the last write. */
    RECORD_READ_STALE(Of.RECORDS),
    /** The store of records takes long. */
    RECORDS_SLOW(Of.RECORDS),
    /** The store of records refuses everything, or says nothing. */
    RECORDS_UNAVAILABLE(Of.RECORDS),
    /** A record is deleted. */
    RECORD_DELETED(Of.RECORDS),
    /** All records are as they were before: the last writes are gone, or many are. */
    RECORDS_RESTORED(Of.RECORDS);

    private final Of of;

    Kind(Of of) {
      this.of = of;
    }

    /** Where it can happen. */
    Of of() {
      return of;
    }
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
