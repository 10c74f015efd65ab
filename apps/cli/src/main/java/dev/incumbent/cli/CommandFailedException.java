package dev.incumbent.cli;

import dev.incumbent.error.Failure;

/**
 * Ends a command with an exit code and, unless it has said everything already, a failure to print.
 */
public final class CommandFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;
  private final transient Failure failure;

  public CommandFailedException(int exitCode, Failure failure) {
    super(failure.message());
    this.exitCode = exitCode;
    this.failure = failure;
  }

  /** A failure whose code decides the exit code. */
  public static CommandFailedException of(Failure failure) {
    return new CommandFailedException(ExitCode.of(failure.code()), failure);
  }

  /** Bad input: {@code message} names the value and what is allowed. */
  public static CommandFailedException badInput(String message) {
    return of(BadInput.of(message));
  }

  public int exitCode() {
    return exitCode;
  }

  public Failure failure() {
    return failure;
  }
}
