package dev.incumbent.error;

/**
 * A "no" as data: what crosses the wire, stands in the log as a stored reply, and is shown to
 * people.
 *
 * @param message one sentence for people; names the value where there is one
 * @param value the offending value as text, empty if there is none (for a stale token: the one
 *     offered)
 * @param allowed the allowed range as text, empty if there is none (for a stale token: the
 *     high-water)
 */
public record Failure(FailureCode code, String message, String value, String allowed) {
  /** A failure that is about no value. */
  public static Failure of(FailureCode code, String message) {
    return new Failure(code, message, "", "");
  }

  /** Bad input: the value, and what would have been allowed. */
  public static Failure rejected(String what, String value, String allowed) {
    return new Failure(
        FailureCode.REJECTED,
        what + " '" + value + "' is refused: allowed " + allowed,
        value,
        allowed);
  }

  /** A token that is not the fence's: S-3's refusal. */
  public static Failure staleToken(String where, long offered, long highWater) {
    return new Failure(
        FailureCode.STALE_TOKEN,
        "token " + offered + " is stale: " + where + " was last claimed with token " + highWater,
        Long.toString(offered),
        Long.toString(highWater));
  }

  /** The exception that tells a Java caller the same. */
  public IncumbentException toException() {
    return switch (code) {
      case STALE_TOKEN -> new StaleTokenException(this);
      case REJECTED -> new RejectedException(this);
      case OUTCOME_UNKNOWN -> new OutcomeUnknownException(this);
      case LEADERSHIP_LOST -> new LeadershipLostException(this);
      case NOT_LEADER, NO_QUORUM, UNAVAILABLE -> new UnavailableException(this);
      case COMPARE_FAILED, NOT_FOUND -> new IncumbentException(this);
    };
  }
}
