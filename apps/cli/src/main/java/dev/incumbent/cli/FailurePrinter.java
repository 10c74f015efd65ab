package dev.incumbent.cli;

import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.error.IncumbentException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns whatever ended a command into one line and an exit code: never a stack trace. */
final class FailurePrinter implements IExecutionExceptionHandler {
  private final GlobalOptions options;

  FailurePrinter(GlobalOptions options) {
    this.options = options;
  }

  @Override
  public int handleExecutionException(
      Exception thrown, CommandLine commandLine, ParseResult result) {
    CommandFailedException failed = asCommandFailure(thrown);
    options.output().failure(failed.failure());
    return failed.exitCode();
  }

  static CommandFailedException asCommandFailure(Throwable thrown) {
    if ((thrown instanceof CompletionException || thrown instanceof ExecutionException)
        && thrown.getCause() != null) {
      return asCommandFailure(thrown.getCause());
    }
    if (thrown instanceof CommandFailedException failed) {
      return failed;
    }
    if (thrown instanceof IncumbentException refused) {
      return CommandFailedException.of(refused.failure());
    }
    if (thrown instanceof IllegalArgumentException badInput) {
      return CommandFailedException.badInput(String.valueOf(badInput.getMessage()));
    }
    return new CommandFailedException(
        ExitCode.FAILED, Failure.of(FailureCode.UNAVAILABLE, "internal error: " + thrown));
  }
}
