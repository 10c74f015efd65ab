package dev.incumbent.cli.command;

import dev.incumbent.cli.CommandFailedException;
import dev.incumbent.cli.ExitCode;
import dev.incumbent.election.ElectionName;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import java.time.Duration;

/** Answers that several commands give. */
final class Answers {
  private Answers() {}

  static CommandFailedException noSuchElection(ElectionName election) {
    return CommandFailedException.of(
        Failure.of(FailureCode.NOT_FOUND, "election '" + election + "' does not exist"));
  }

  /** A wait for something that was only read ran out. */
  static CommandFailedException waitedInVain(String what, Duration timeout) {
    return CommandFailedException.of(
        Failure.of(FailureCode.UNAVAILABLE, what + " within " + timeout.toMillis() + " ms"));
  }

  /** A wait for a change that was asked for ran out. */
  static CommandFailedException outcomeUnknown(String what, Duration timeout) {
    return new CommandFailedException(
        ExitCode.UNKNOWN,
        Failure.of(
            FailureCode.OUTCOME_UNKNOWN,
            what + " was asked for and has not happened within " + timeout.toMillis() + " ms"));
  }

  static CommandFailedException no(String message) {
    return CommandFailedException.of(Failure.of(FailureCode.NOT_FOUND, message));
  }
}
