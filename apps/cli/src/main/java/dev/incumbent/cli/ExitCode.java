package dev.incumbent.cli;

import dev.incumbent.error.FailureCode;

/** What the command line's exit codes mean; {@code docs/cli.md} says the same to users. */
public final class ExitCode {
  /** Done. */
  public static final int DONE = 0;

  /** The answer is no: a stale token, no such election or candidate, a compare that failed. */
  public static final int NO = 1;

  /** Bad input, said before anything was contacted where it can be. */
  public static final int BAD_INPUT = 2;

  /** No coordinator, no quorum, or a timeout before a change was sent. */
  public static final int UNREACHABLE = 3;

  /** The change took effect once or not at all. */
  public static final int UNKNOWN = 4;

  /** {@code run}: leadership was lost, and {@code --on-loss exit} was asked for. */
  public static final int LEADERSHIP_LOST = 124;

  /** Incumbent itself failed. */
  public static final int FAILED = 125;

  /** {@code run}: the command cannot be executed. */
  public static final int CANNOT_EXECUTE = 126;

  /** {@code run}: the command was not found. */
  public static final int NOT_FOUND = 127;

  private ExitCode() {}

  /** The exit code for a failure. */
  public static int of(FailureCode code) {
    return switch (code) {
      case STALE_TOKEN, COMPARE_FAILED, NOT_FOUND, LEADERSHIP_LOST -> NO;
      case REJECTED -> BAD_INPUT;
      case NOT_LEADER, NO_QUORUM, UNAVAILABLE -> UNREACHABLE;
      case OUTCOME_UNKNOWN -> UNKNOWN;
    };
  }
}
