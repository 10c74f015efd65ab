package dev.incumbent.cli.demo;

import dev.incumbent.cli.BrokenTwin;
import java.nio.file.Path;
import java.util.Locale;

/** What can be broken in the demo's processes. */
enum BrokenClass {
  /** Both storages skip the check. */
  FENCE("dev/incumbent/fencing/FenceRule.class", false),
  /** The counter starts again at 1 with the process: used from the restart of everything on. */
  TOKEN("dev/incumbent/coordinator/GrantNumbers.class", true),
  /** The candidate releases before its work has returned. */
  RELEASE("dev/incumbent/client/InFlight.class", false);

  private final String file;
  private final boolean onlyAfterRestart;

  BrokenClass(String file, boolean onlyAfterRestart) {
    this.file = file;
    this.onlyAfterRestart = onlyAfterRestart;
  }

  boolean onlyAfterRestart() {
    return onlyAfterRestart;
  }

  /**
   * Returns if the broken twin is on the class path.
   *
   * @throws dev.incumbent.cli.CommandFailedException if not, as bad input
   */
  void requirePresent() {
    new BrokenTwin(file).requirePresent(name().toLowerCase(Locale.ROOT));
  }

  /** Writes the broken twin below {@code folder}; returns the class path entry that has it. */
  Path extractTo(Path folder) {
    return new BrokenTwin(file).extractTo(folder);
  }
}
