package dev.incumbent.error;

/**
 * The root of what Incumbent throws: a {@link Failure} on its way to a Java caller.
 *
 * <p>{@link FailureCode#surelyNotApplied()} of {@link #failure()} tells whether the change surely
 * took no effect; the subclasses exist for those answers that callers commonly treat apart.
 */
public class IncumbentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  public IncumbentException(Failure failure) {
    super(failure.message());
    this.failure = failure;
  }

  public IncumbentException(Failure failure, Throwable cause) {
    super(failure.message(), cause);
    this.failure = failure;
  }

  /** The failure as data. */
  public final Failure failure() {
    return failure;
  }

  /** What kind of failure it is. */
  public final FailureCode code() {
    return failure.code();
  }
}
