package dev.incumbent.cli.gameday;

import dev.incumbent.cli.CommandFailedException;
import java.util.function.Supplier;

/** One precondition, and how it was found. */
record Check(String what, boolean ok, String words) {
  /** Holds if {@code find} returns; else its refusal says why not. */
  static Check of(String what, Supplier<String> find) {
    try {
      return new Check(what, true, find.get());
    } catch (CommandFailedException e) {
      return new Check(what, false, e.failure().message());
    }
  }
}
