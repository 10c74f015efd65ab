package dev.incumbent.cluster.engine;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Finds what went wrong below the wrappers. */
final class Causes {

  private Causes() {}

  /** One line for people: the innermost message that says anything. */
  static String message(Throwable why) {
    Throwable cause = why;
    while (cause.getCause() != null && isWrapper(cause)) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }

  private static boolean isWrapper(Throwable why) {
    return why instanceof CompletionException
        || why instanceof ExecutionException
        || why.getMessage() == null;
  }
}
