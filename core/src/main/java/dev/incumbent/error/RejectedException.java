package dev.incumbent.error;

/** Bad input: the message names the value and the allowed range; nothing took effect. */
public final class RejectedException extends IncumbentException {
  private static final long serialVersionUID = 1L;

  public RejectedException(Failure failure) {
    super(failure);
  }

  public RejectedException(Failure failure, Throwable cause) {
    super(failure, cause);
  }
}
