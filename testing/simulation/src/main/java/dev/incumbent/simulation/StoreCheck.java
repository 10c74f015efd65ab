package dev.incumbent.simulation;

import dev.incumbent.coordinator.Applied;
import dev.incumbent.coordinator.Command;
import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.OperationResult;
import java.util.BitSet;
import java.util.List;

/**
 * I4 of the coordinator's own storage: what was acknowledged was applied, what was refused was not,
 * and what is unknown was applied once or not at all. A key names its write.
 */
final class StoreCheck {
  private final BitSet applied = new BitSet();
  private int writes;

  /** A key that no other write has. */
  int next() {
    return ++writes;
  }

  void applied(Applied entry) {
    List<Command> commands = entry.entry().commands();
    for (int i = 0; i < commands.size(); i++) {
      if (commands.get(i) instanceof Command.Sequenced sequenced
          && sequenced.operation() instanceof Operation.Put put
          && entry.results().get(i) instanceof OperationResult.Written) {
        written(Integer.parseInt(put.key()));
      }
    }
  }

  /**
   * It took effect. A retry is answered with the same result, and not applied: it has a version.
   */
  void written(int write) {
    applied.set(write);
  }

  void answered(int write, boolean done) {
    if (done != applied.get(write)) {
      throw new ViolationException(
          "I4",
          "put " + write + (done ? " was acknowledged and is lost" : " was refused and is there"));
    }
  }

  /** The cluster went back in time, by an operator's command: what was acknowledged may be gone. */
  void restored() {
    applied.set(0, writes + 1);
  }
}
