package dev.incumbent.cli.output;

import dev.incumbent.election.Read;

/** How a read that is not linearizable is marked (S-10). */
public final class Freshnesses {
  private Freshnesses() {}

  /** Says on stderr how old the answer can be, unless it is linearizable. */
  public static void note(Output output, Read<?> read) {
    if (!read.linearizable()) {
      output.note("stale read: " + age(read));
    }
  }

  private static String age(Read<?> read) {
    return read.ageMillis().isPresent()
        ? "up to " + read.ageMillis().getAsLong() + " ms old"
        : "of unknown age";
  }
}
