package dev.incumbent.election;

/** How a holder that falls silent loses an election: chosen by the candidate, per leadership. */
public enum Revocation {
  /** It keeps the election until its lease ends. The only choice where effects have no fence. */
  AFTER_LEASE(1),
  /**
   * Its leadership ends as soon as the coordinator saw its connections closed by its side. Only for
   * a candidate that registered fences and makes every write, and every read that must be current,
   * through them: old and new leadership may overlap until the old one hears of it, and S-3
   * decides.
   */
  ON_SUSPICION(2);

  private final int wireNumber;

  Revocation(int wireNumber) {
    this.wireNumber = wireNumber;
  }

  /** The number by which the wire and the log know this policy. */
  public int wireNumber() {
    return wireNumber;
  }

  /**
   * The policy with that wire number.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Revocation ofWireNumber(int number) {
    for (Revocation revocation : values()) {
      if (revocation.wireNumber == number) {
        return revocation;
      }
    }
    throw new IllegalArgumentException("revocation policy " + number + " is unknown");
  }
}
