package dev.incumbent.error;

/**
 * The change took effect once or not at all, and nobody can tell which: read before trying again.
 */
public final class OutcomeUnknownException extends IncumbentException {
  private static final long serialVersionUID = 1L;

  public OutcomeUnknownException(Failure failure) {
    super(failure);
  }

  public OutcomeUnknownException(Failure failure, Throwable cause) {
    super(failure, cause);
  }
}
