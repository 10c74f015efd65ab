package dev.incumbent.error;

/**
 * What kind of "no" an answer is, and so what the caller knows.
 *
 * <p>The ordinal is never stored or sent: {@link #wireNumber()} is, and a number is never reused.
 */
public enum FailureCode {
  /** Surely not applied: this node is not the leader, or not yet ready. Another node may be. */
  NOT_LEADER(1, true),
  /** Surely not applied: the token offered is not the one that the fence was last claimed with. */
  STALE_TOKEN(2, true),
  /** Surely not applied: no majority of the coordinator's nodes answers. */
  NO_QUORUM(3, true),
  /** Surely not applied: no node could be reached, or the node is stopping or over its bounds. */
  UNAVAILABLE(4, true),
  /** Surely not applied: bad input. The failure names the value and the allowed range. */
  REJECTED(5, true),
  /** Surely not applied: the key's version was not the expected one. */
  COMPARE_FAILED(6, true),
  /** Surely not applied: there is no such election, candidate or key. */
  NOT_FOUND(7, true),
  /** Applied once or not at all: an attempt may have got further than its answer tells. */
  OUTCOME_UNKNOWN(8, false),
  /** Surely not applied: the leadership that it belongs to has ended. Stop now. */
  LEADERSHIP_LOST(9, true);

  private final int wireNumber;
  private final boolean surelyNotApplied;

  FailureCode(int wireNumber, boolean surelyNotApplied) {
    this.wireNumber = wireNumber;
    this.surelyNotApplied = surelyNotApplied;
  }

  /** The number by which the wire and the log know this code. */
  public int wireNumber() {
    return wireNumber;
  }

  /** Whether the change asked for surely took no effect. */
  public boolean surelyNotApplied() {
    return surelyNotApplied;
  }

  /**
   * The code with that wire number.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static FailureCode ofWireNumber(int number) {
    for (FailureCode code : values()) {
      if (code.wireNumber == number) {
        return code;
      }
    }
    throw new IllegalArgumentException("failure code " + number + " is unknown");
  }
}
