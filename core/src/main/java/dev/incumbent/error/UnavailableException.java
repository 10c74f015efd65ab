package dev.incumbent.error;

/**
 * No coordinator that could do it was reached: not the leader, no quorum, or no node at all;
 * nothing took effect.
 */
public final class UnavailableException extends IncumbentException {
  private static final long serialVersionUID = 1L;

  public UnavailableException(Failure failure) {
    super(failure);
  }

  public UnavailableException(Failure failure, Throwable cause) {
    super(failure, cause);
  }
}
