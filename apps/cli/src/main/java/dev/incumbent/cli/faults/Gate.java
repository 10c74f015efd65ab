package dev.incumbent.cli.faults;

import dev.incumbent.cli.BrokenTwin;
import dev.incumbent.faults.Broken;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What can be broken in the processes of a run, and the faults that bring it to light. */
enum Gate {
  /** S-3: the storage skips the check. */
  FENCE("dev/incumbent/fencing/FenceRule", false, "pause-leader"),
  /** S-1: nodes that are started again count tokens anew. */
  TOKEN("dev/incumbent/coordinator/GrantNumbers", true, "crash-all-nodes"),
  /** S-10: a stale read is presented as linearizable. */
  STALE_READ("dev/incumbent/election/Read", false, "partition-minority"),
  /** S-7: a lease that was valid once is not checked again. */
  RECHECK("dev/incumbent/session/client/Lease", false, "pause-majority"),
  /** S-4: the work begins before the fences are claimed. The first election shows it. */
  ELECTED_EARLY("dev/incumbent/client/Promotion", false, ""),
  /** S-10: a node confirms a read by itself, though the majority is dead. */
  IDLE_MAJORITY("dev/incumbent/coordinator/host/Reads", false, "pause-majority");

  private final String type;
  private final boolean onlyAfterRestart;
  private final String kind;

  Gate(String type, boolean onlyAfterRestart, String kind) {
    this.type = type;
    this.onlyAfterRestart = onlyAfterRestart;
    this.kind = kind;
  }

  private BrokenTwin twin() {
    return new BrokenTwin(type + ".class");
  }

  /**
   * Returns if it can be broken here.
   *
   * @throws dev.incumbent.cli.CommandFailedException if not, as bad input
   */
  void requirePresent() {
    twin().requirePresent(toString());
  }

  /** Writes the broken class below {@code folder}. */
  Broken extractTo(Path folder) {
    return new Broken(twin().extractTo(folder), onlyAfterRestart);
  }

  /**
   * The faults that bring it to light; none if it takes none. A resumed leader may find that it
   * must stop before a write of its own got through: so there is a second one.
   */
  List<String> kinds() {
    if (kind.isEmpty()) {
      return List.of();
    }
    return this == FENCE ? List.of(kind, kind) : List.of(kind);
  }

  /** As it is written on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
