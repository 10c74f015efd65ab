package dev.incumbent.cli.supervisor;

import java.io.IOException;
import java.time.Duration;

/**
 * The command's process group, for the day on which the companion no longer looks after it.
 *
 * @param id the group's id, which is the command's process id
 * @param startTime when the command started, in the kernel's clock ticks: tells it from a later
 *     process of the same id
 */
record ProcessGroup(long id, long startTime) {
  private static final Duration BOUND = Duration.ofSeconds(5);

  /** Sends SIGKILL until the group is gone, for at most 2 s; returns whether it is. */
  boolean kill(Perl perl) {
    try {
      String left = perl.run(BOUND, "kill-group", Long.toString(id), Long.toString(startTime));
      return left.isBlank();
    } catch (IOException e) {
      return false;
    }
  }
}
