package dev.incumbent.coordinator;

import java.util.ArrayList;
import java.util.List;

/**
 * Our coordinator's rules: what each command of the replicated log does to the state.
 *
 * <p>Guarantees: S-1, S-3 (for its own storage), S-5 as to releases, S-9, C-1 as to its history,
 * L-4 and L-5 as to whom it grants, lease rules 3 and 5, and the predecessors of <i>Promotion</i>.
 * The same entries give the same states on every node: nothing but the log is looked at, and no
 * decoded entry makes {@link #apply} throw.
 *
 * <p>NOT guaranteed: anything that needs a clock. Who is silent or has overstayed is decided by the
 * session host, and reaches this class as a command.
 *
 * <p>Threads: for one at a time; the states that it hands out are immutable.
 */
public final class CoordinatorStateMachine {
  private CoordinatorState state;

  /**
   * @param config alike on all nodes of the cluster
   */
  public CoordinatorStateMachine(StateConfig config) {
    this.state = CoordinatorState.empty(config);
  }

  /** The state after the last entry applied. */
  public CoordinatorState state() {
    return state;
  }

  /** Goes on from another state, read from a snapshot under the same configuration. */
  public void restore(CoordinatorState snapshot) {
    state = snapshot;
  }

  /**
   * Applies one entry.
   *
   * @param term of the entry, not smaller than the last one's
   * @param index of the entry, larger than the last one's
   * @throws IllegalArgumentException if they are not: the log is not what the state was made from
   */
  public Applied apply(long term, long index, LogEntry entry) {
    if (term < state.term() || index <= state.index()) {
      throw new IllegalArgumentException(
          "entry of term "
              + term
              + " and index "
              + index
              + " is out of order: allowed term "
              + state.term()
              + " and index "
              + (state.index() + 1)
              + " or more");
    }
    Draft draft = new Draft(state, term, index, entry);
    Commands commands = new Commands(draft);
    List<OperationResult> results = new ArrayList<>(entry.commands().size());
    for (Command command : entry.commands()) {
      results.add(commands.apply(command));
    }
    state = draft.toState();
    return draft.toApplied(results);
  }
}
