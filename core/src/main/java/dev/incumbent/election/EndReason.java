package dev.incumbent.election;

/** Why a leadership ended, as the coordinator's history and the holder's callback tell it. */
public enum EndReason {
  /** The holder gave it back after its work had returned. */
  RESIGNED(1, true),
  /** The holder gave it back for a named successor, after its work had returned. */
  HANDED_OVER(2, true),
  /** The holder closed its session, after its work had returned. */
  CLOSED(3, true),
  /**
   * The holder gave it back unused: its fences could not be claimed, or its deadline had passed.
   */
  PROMOTION_FAILED(4, false),
  /** The holder's session was silent for its whole time to live. */
  EXPIRED(5, false),
  /** An {@code ON_SUSPICION} holder's connections were all closed by its side: it crashed. */
  CRASHED(6, false),
  /** An operator revoked it. */
  REVOKED(7, false),
  /** The work did not return within its bound, and the lease ran out. */
  ABANDONED(8, false),
  /**
   * Told to a holder only: its deadline passed, or the coordinator no longer knows the leadership.
   */
  LOST(9, false),
  /** An {@code ON_SUSPICION} holder fell silent, its connections open: it is paused. */
  SILENT(10, false),
  /** The holder's health check failed, and its work has returned. */
  UNHEALTHY(11, true),
  /** The coordinator was restored from a backup in which it was held. */
  RESTORED(12, false),
  /** It was confirmed that every process of the holder's is dead. */
  CONFIRMED_DEAD(13, true);

  private final int wireNumber;
  private final boolean clean;

  EndReason(int wireNumber, boolean clean) {
    this.wireNumber = wireNumber;
    this.clean = clean;
  }

  /** The number by which the wire and the log know this reason. */
  public int wireNumber() {
    return wireNumber;
  }

  /**
   * Whether an end that the coordinator decides on for this reason is clean: the work is known to
   * have returned, or its process to be dead, so that nothing of it can land late. A leadership
   * that its holder gives back ends cleanly whatever the reason: its work has returned (S-5).
   */
  public boolean clean() {
    return clean;
  }

  /**
   * The reason with that wire number.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static EndReason ofWireNumber(int number) {
    for (EndReason reason : values()) {
      if (reason.wireNumber == number) {
        return reason;
      }
    }
    throw new IllegalArgumentException("end reason " + number + " is unknown");
  }
}
