package dev.incumbent.simulation;

/** An invariant does not hold: names it and says what was seen. */
public final class ViolationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String invariant;

  ViolationException(String invariant, String seen) {
    super(invariant + ": " + seen);
    this.invariant = invariant;
  }

  /** Its id, such as {@code I7}. */
  public String invariant() {
    return invariant;
  }
}
