package dev.incumbent.error;

/** The leadership that the call belongs to has ended or passed its deadline: stop the work now. */
public final class LeadershipLostException extends IncumbentException {
  private static final long serialVersionUID = 1L;

  public LeadershipLostException(Failure failure) {
    super(failure);
  }

  public LeadershipLostException(Failure failure, Throwable cause) {
    super(failure, cause);
  }
}
