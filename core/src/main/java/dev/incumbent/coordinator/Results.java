package dev.incumbent.coordinator;

import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;

/** How the state machine says no. */
final class Results {
  private static final int SHOWN_CHARACTERS = 64;

  private Results() {}

  static OperationResult failed(Failure failure) {
    return new OperationResult.Failed(failure);
  }

  static OperationResult failed(FailureCode code, String message) {
    return failed(Failure.of(code, message));
  }

  static OperationResult rejected(String what, String value, String allowed) {
    return failed(Failure.rejected(what, shown(value), allowed));
  }

  static OperationResult notFound(String what, String value, String allowed) {
    return failed(
        new Failure(
            FailureCode.NOT_FOUND,
            "there is no " + what + " '" + value + "': allowed " + allowed,
            value,
            allowed));
  }

  /** So much of a value as a message should carry: on one line, because it is shown and stored. */
  static String shown(String value) {
    StringBuilder text = new StringBuilder();
    value
        .codePoints()
        .limit(SHOWN_CHARACTERS)
        .map(c -> Character.isISOControl(c) ? '?' : c)
        .forEach(text::appendCodePoint);
    return value.codePointCount(0, value.length()) <= SHOWN_CHARACTERS
        ? text.toString()
        : text.append('…').toString();
  }
}
