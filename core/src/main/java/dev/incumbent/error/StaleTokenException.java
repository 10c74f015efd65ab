package dev.incumbent.error;

/**
 * A storage refused a token that is not the one it was last claimed with (S-3); nothing took
 * effect.
 */
public final class StaleTokenException extends IncumbentException {
  private static final long serialVersionUID = 1L;

  public StaleTokenException(Failure failure) {
    super(failure);
  }

  public StaleTokenException(Failure failure, Throwable cause) {
    super(failure, cause);
  }
}
