package dev.incumbent.coordinator;

import dev.incumbent.error.Failure;
import dev.incumbent.fencing.FencingToken;
import java.util.function.Function;

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

  /** Takes it apart: calls the function of its own case. */
  default <R> R match(
      Function<? super Done, ? extends R> done,
      Function<? super Written, ? extends R> written,
      Function<? super Noted, ? extends R> noted,
      Function<? super Failed, ? extends R> failed) {
    if (this instanceof Done c) {
      return done.apply(c);
    }
    if (this instanceof Written c) {
      return written.apply(c);
    }
    if (this instanceof Noted c) {
      return noted.apply(c);
    }
    return failed.apply((Failed) this);
  }
}
