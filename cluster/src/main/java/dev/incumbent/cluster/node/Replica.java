package dev.incumbent.cluster.node;

import dev.incumbent.cluster.engine.ReplicatedMachine;
import dev.incumbent.codec.LogEntryCodec;
import dev.incumbent.coordinator.Applied;
import dev.incumbent.coordinator.CoordinatorState;
import dev.incumbent.coordinator.CoordinatorStateMachine;
import dev.incumbent.coordinator.LogEntry;
import dev.incumbent.coordinator.SnapshotCodec;
import dev.incumbent.coordinator.StateConfig;
import dev.incumbent.coordinator.host.HostEvent;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;

/**
 * The coordinator's state machine as the engine drives it: decodes entries, applies them, and tells
 * the session host what each did.
 *
 * <p>An entry or a snapshot of an unknown format is refused by name before anything of it is
 * applied; the engine then takes the node out of service.
 *
 * <p>The state counts log indexes on from the state before the first entry, so that they grow
 * through a restore, too: observers go by them.
 *
 * <p>Bounds: at most {@link #MAX_UNTOLD} entries are applied that the loop has not taken note of;
 * the apply thread waits for it beyond that.
 *
 * <p>Threads: the engine's apply thread.
 */
final class Replica implements ReplicatedMachine {
  static final int MAX_UNTOLD = 1_024;

  private final StateConfig config;
  private final CoordinatorStateMachine machine;
  private final ActorLoop loop;
  private final HostDriver host;
  private final Semaphore untold = new Semaphore(MAX_UNTOLD);

  private final long before;

  /**
   * @param initial the state before the log's first entry
   */
  Replica(CoordinatorState initial, StateConfig config, ActorLoop loop, HostDriver host) {
    this.config = config;
    this.machine = new CoordinatorStateMachine(config);
    this.machine.restore(initial);
    this.before = initial.index();
    this.loop = loop;
    this.host = host;
  }

  @Override
  public void apply(long term, long index, byte[] entry) {
    LogEntry decoded = LogEntryCodec.decode(entry);
    Applied applied = machine.apply(term, before + index, decoded);
    tell(new HostEvent.EntryApplied(applied, machine.state()));
  }

  @Override
  public View view() {
    CoordinatorState state = machine.state();
    return out -> SnapshotCodec.write(state, out);
  }

  @Override
  public void restore(InputStream snapshot, long term, long index) throws IOException {
    machine.restore(SnapshotCodec.read(snapshot, config));
    tell(new HostEvent.StateInstalled(machine.state()));
  }

  private void tell(HostEvent event) {
    untold.acquireUninterruptibly();
    loop.execute(
        () -> {
          host.tellNow(event);
          untold.release();
        });
  }

  /** The loop takes note of nothing any more: nothing waits for it. */
  void release() {
    untold.release(Integer.MAX_VALUE / 2);
  }
}
