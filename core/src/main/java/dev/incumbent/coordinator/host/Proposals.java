package dev.incumbent.coordinator.host;

import dev.incumbent.coordinator.Command;
import dev.incumbent.coordinator.LogEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The way into the log: commands in batches, and confirmations of leadership (lease rule 1).
 *
 * <p>An entry is submitted at once while fewer than the bound are in flight; above it commands are
 * collected. Whatever waits for a confirmation is bound to the next entry submitted; if there is no
 * command, one is submitted for it: at once for reads and probes, for renewals when the oldest has
 * waited its time.
 *
 * <pre>
 * entry       event                                    its commands        its waiters
 * queued      submitted                                in flight           bound to it
 * queued      leadership lost                          dropped             dropped
 * in flight   applied in the term of its submission    done                confirmed
 * in flight   applied in another term                  done                dropped
 * in flight   failed, same term                        as their role says  bound to the next entry
 * in flight   leadership lost                          remembered          dropped
 * </pre>
 *
 * <p>After a failure nothing is submitted for {@value #PAUSE_MILLIS} ms, so that a log that takes
 * nothing is not asked in a loop.
 */
final class Proposals {
  static final long PAUSE_MILLIS = 20;
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** The two random numbers that name an entry. */
  record EntryId(long high, long low) {
    static EntryId of(LogEntry entry) {
      return new EntryId(entry.randomHigh(), entry.randomLow());
    }
  }

  /** An entry under way. */
  record InFlight(long term, long submittedNanos, List<Command> commands, Waiters waiters) {
    private InFlight forgetWaiters() {
      return new InFlight(term, submittedNanos, commands, new Waiters());
    }
  }

  private final Situation situation;
  private final HostPorts ports;
  private final Outbox outbox;
  private final ArrayDeque<Command> queue = new ArrayDeque<>();
  private final TreeMap<EntryId, InFlight> inFlight =
      new TreeMap<>(Comparator.comparingLong(EntryId::high).thenComparingLong(EntryId::low));
  private Waiters waiters = new Waiters();
  private long queuedBytes;
  private OptionalLong pausedUntil = OptionalLong.empty();

  Proposals(Situation situation, HostPorts ports, Outbox outbox) {
    this.situation = situation;
    this.ports = ports;
    this.outbox = outbox;
  }

  /** Whether one more request may wait. The coordinator's own commands always may. */
  boolean hasRoomFor(Command command) {
    long most = situation.config().limits().maxQueuedBytes();
    return queuedBytes + Commands.bytes(command) <= most;
  }

  void propose(Command command) {
    queue.add(command);
    queuedBytes += Commands.bytes(command);
  }

  /** Where to wait for the next entry. */
  Waiters waiters() {
    return waiters;
  }

  /** Takes out an entry that was applied or has failed; empty if it is not one of ours. */
  Optional<InFlight> take(EntryId id) {
    return Optional.ofNullable(inFlight.remove(id));
  }

  /** Nothing is submitted for a while: the log has refused something. */
  void pause() {
    pausedUntil = OptionalLong.of(situation.now() + PAUSE_MILLIS * NANOS_PER_MILLI);
  }

  /** Takes out what clients wait for and what is still queued; the leader's own commands stay. */
  List<Command> withdraw() {
    List<Command> withdrawn = new ArrayList<>();
    for (Command command : List.copyOf(queue)) {
      if (Commands.sequenced(command).isPresent() || Commands.opening(command).isPresent()) {
        withdrawn.add(command);
      }
    }
    queue.removeAll(withdrawn);
    queuedBytes = queue.stream().mapToLong(Commands::bytes).sum();
    return withdrawn;
  }

  /** The end of a term: entries in flight are only remembered, and confirm nothing any more. */
  void clear() {
    queue.clear();
    queuedBytes = 0;
    waiters = new Waiters();
    inFlight.replaceAll((id, entry) -> entry.forgetWaiters());
    pausedUntil = OptionalLong.empty();
  }

  /** Submits what is to be submitted now. */
  void flush() {
    if (pausedUntil.isPresent() && pausedUntil.getAsLong() - situation.now() <= 0) {
      pausedUntil = OptionalLong.empty();
    }
    while (maySubmit() && (!queue.isEmpty() || waiters.isDue(situation.now()))) {
      submit(nextBatch());
    }
    ports.counters().set("queue.proposals", queue.size());
  }

  private boolean maySubmit() {
    long current =
        inFlight.values().stream().filter(entry -> situation.leads(entry.term())).count();
    return situation.leads()
        && pausedUntil.isEmpty()
        && current < situation.config().limits().maxInFlight();
  }

  private List<Command> nextBatch() {
    List<Command> batch = new ArrayList<>();
    long bytes = 0;
    while (!queue.isEmpty() && batch.size() < HostLimits.MAX_BATCH) {
      int size = Commands.bytes(queue.element());
      if (!batch.isEmpty() && bytes + size > situation.config().limits().maxBatchBytes()) {
        break;
      }
      batch.add(queue.remove());
      bytes += size;
    }
    queuedBytes -= bytes;
    return batch.isEmpty() ? List.of(new Command.Noop()) : batch;
  }

  private void submit(List<Command> commands) {
    LogEntry entry =
        new LogEntry(
            ports.random().nextLong(),
            ports.random().nextLong(),
            ports.wall().epochMillis(),
            commands);
    inFlight.put(
        EntryId.of(entry), new InFlight(situation.term(), situation.now(), commands, waiters));
    waiters = new Waiters();
    outbox.add(new HostAction.Submit(entry));
  }

  /** When {@link #flush()} has something to do though nothing happens; empty if never. */
  OptionalLong next() {
    if (!situation.leads() || pausedUntil.isPresent()) {
      return pausedUntil;
    }
    return maySubmit() ? waiters.due() : OptionalLong.empty();
  }
}
