package dev.incumbent.coordinator;

import dev.incumbent.error.Failure;
import dev.incumbent.fencing.FencingToken;

/**
 * The answer to an {@link Operation}, kept in replicated state until the session acknowledges it.
 */
public sealed interface OperationResult {
  /** Done, and there is nothing more to say (a grant follows as an event). */
  record Done() implements OperationResult {}

  /** The key was written (its new version), or deleted (the version it had). */
  record Written(long version) implements OperationResult {}

  /**
   * The hand-over or revocation was noted; it has happened when the leadership with this token has
   * ended.
   */
  record Noted(FencingToken token) implements OperationResult {}

  /** Not done, and why. */
  record Failed(Failure failure) implements OperationResult {}
}
