package dev.incumbent.store;

import dev.incumbent.error.Failure;

/** What a coordinator over a store of records does not offer, and says so. */
final class Unoffered {
  private Unoffered() {}

  static Failure storage() {
    return Failure.rejected(
        "fenced storage",
        "of this coordinator",
        "none: it keeps elections alone; fence your own storage instead");
  }

  static Failure backup() {
    return Failure.rejected(
        "backup", "of this coordinator", "none: back up the storage that its records are in");
  }
}
