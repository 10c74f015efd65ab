package dev.incumbent.simulation;

import dev.incumbent.coordinator.Applied;
import dev.incumbent.coordinator.Backup;
import dev.incumbent.coordinator.CoordinatorState;
import dev.incumbent.coordinator.CoordinatorStateMachine;
import dev.incumbent.coordinator.LogEntry;
import dev.incumbent.coordinator.StateConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * What is committed, and what applying each entry did: computed once by the production state
 * machine, because it does the same on every node.
 */
final class RaftLog {
  /** One committed entry; without {@code applied} it is the engine's own. */
  record Committed(List<Applied> applied, CoordinatorState state) {}

  private final CoordinatorStateMachine machine;
  private final List<Committed> entries = new ArrayList<>();
  private CoordinatorState initial;
  private long before;

  RaftLog(StateConfig config) {
    machine = new CoordinatorStateMachine(config);
    initial = machine.state();
  }

  /** How many entries are committed. */
  long length() {
    return entries.size();
  }

  Committed get(long position) {
    return entries.get((int) position - 1);
  }

  /** The state before the first entry. */
  CoordinatorState initial() {
    return initial;
  }

  CoordinatorState state() {
    return machine.state();
  }

  CoordinatorState stateAt(long position) {
    return position == 0 ? initial : get(position).state();
  }

  Applied append(long term, LogEntry entry) {
    Applied applied = machine.apply(term, before + length() + 1, entry);
    entries.add(new Committed(List.of(applied), machine.state()));
    return applied;
  }

  /** The entry with which a new leader begins. */
  void appendOwn() {
    entries.add(new Committed(List.of(), machine.state()));
  }

  /** Everything is new nodes, and goes on from a copy of what was there at that position. */
  void restore(long position, long madeAtMillis) {
    Backup.Origin origin = new Backup.Origin(World.CLUSTER, madeAtMillis);
    initial = new Backup(origin, stateAt(position)).restored();
    machine.restore(initial);
    before = initial.index();
    entries.clear();
  }
}
