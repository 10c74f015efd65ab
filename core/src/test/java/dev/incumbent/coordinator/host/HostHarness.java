package dev.incumbent.coordinator.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.codec.Bytes;
import dev.incumbent.coordinator.Applied;
import dev.incumbent.coordinator.Command;
import dev.incumbent.coordinator.CoordinatorState;
import dev.incumbent.coordinator.CoordinatorStateMachine;
import dev.incumbent.coordinator.LogEntry;
import dev.incumbent.coordinator.StateConfig;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.NodeView;
import dev.incumbent.session.PeerMessage;
import dev.incumbent.session.ServerMessage;
import dev.incumbent.spi.Counters;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * One node in virtual time: a session host over the real state machine and a log that applies what
 * the test tells it to apply.
 */
final class HostHarness {
  static final String CLUSTER = "c1";
  static final int FORMAT = 1;
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** A node's clock starts anywhere, also where it is about to wrap around. */
  private long now = Long.MAX_VALUE - 2_000 * NANOS_PER_MILLI;

  private final String node;
  private final SessionHost host;
  private final CoordinatorStateMachine machine =
      new CoordinatorStateMachine(StateConfig.defaults());
  private final ArrayDeque<LogEntry> submitted = new ArrayDeque<>();
  private final TreeMap<Long, List<ServerMessage>> sent = new TreeMap<>();
  private final TreeMap<String, List<PeerMessage>> sentToPeers = new TreeMap<>();
  private final List<Long> closed = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  final TreeMap<String, Long> counters = new TreeMap<>();
  private OptionalLong wakeAt = OptionalLong.empty();
  private long index;
  private long wakeUps;
  int largestBatch;
  List<Bytes> backup = List.of();

  HostHarness(String node, HostLimits limits, String... others) {
    this.node = node;
    SplittableRandom random = new SplittableRandom(node.hashCode());
    HostPorts ports =
        new HostPorts(
            random::nextLong, () -> 1_000, new Counting(), this::nodeView, state -> pieces());
    this.host =
        new SessionHost(new HostConfig(node, CLUSTER, FORMAT, limits), ports, machine.state());
    List<HostEvent.Member> members = new ArrayList<>(List.of(member(node)));
    for (String other : others) {
      members.add(member(other));
    }
    on(new HostEvent.Members(members));
  }

  static HostHarness alone() {
    return new HostHarness("a", HostLimits.defaults());
  }

  static HostHarness ofThree(String node) {
    List<String> others = List.of("a", "b", "c").stream().filter(one -> !one.equals(node)).toList();
    return new HostHarness(node, HostLimits.defaults(), others.toArray(String[]::new));
  }

  private static HostEvent.Member member(String node) {
    return new HostEvent.Member(node, address(node));
  }

  static String address(String node) {
    return node + ":7480";
  }

  private Iterator<Bytes> pieces() {
    return backup.iterator();
  }

  private NodeView nodeView() {
    return new NodeView(
        CLUSTER,
        node,
        address(node),
        NodeView.Role.FOLLOWER,
        false,
        false,
        3,
        "",
        index,
        index,
        0,
        OptionalLong.empty(),
        false,
        List.of(),
        Collections.emptySortedMap());
  }

  // What happens.

  void on(HostEvent event) {
    Doing doing = new Doing();
    host.on(event, now).forEach(action -> action.match(doing));
  }

  void lead(long term) {
    on(new HostEvent.LeaderKnown(term, Optional.of(address(node))));
    on(new HostEvent.BecameReady(term));
  }

  void follow(String leader, long term) {
    on(new HostEvent.LeaderKnown(term, Optional.of(address(leader))));
  }

  void receive(long stream, ClientMessage message) {
    on(new HostEvent.Received(stream, message));
  }

  /** Opens a stream and greets. */
  void connect(long stream) {
    on(new HostEvent.StreamOpened(stream));
    receive(stream, new ClientMessage.Hello(FORMAT, Optional.empty()));
    take(stream);
  }

  /** Lets time pass, waking the host whenever it asked for it. */
  void advance(long millis) {
    long until = now + millis * NANOS_PER_MILLI;
    while (wakeAt.isPresent() && wakeAt.getAsLong() - until <= 0) {
      now = Math.max(wakeAt.getAsLong() - now, 0) + now;
      wakeAt = OptionalLong.empty();
      wakeUps++;
      on(new HostEvent.Woken());
    }
    now = until;
  }

  /** Lets time pass while the whole node stands still: it is woken late. */
  void pause(long millis) {
    skip(millis);
    if (wakeAt.isPresent() && wakeAt.getAsLong() - now <= 0) {
      advance(0);
    }
  }

  /** Lets time pass without waking the host: that waits behind what else is told. */
  void skip(long millis) {
    now += millis * NANOS_PER_MILLI;
  }

  long now() {
    return now;
  }

  /** How often the host was woken. */
  long wakeUps() {
    return wakeUps;
  }

  // The log.

  /** Everything submitted that was neither applied nor failed, oldest first. */
  List<LogEntry> submitted() {
    return List.copyOf(submitted);
  }

  List<Command> submittedCommands() {
    return submitted.stream().flatMap(entry -> entry.commands().stream()).toList();
  }

  LogEntry takeSubmitted() {
    return submitted.remove();
  }

  /** Applies the oldest entry submitted, in this term. */
  Applied commit(long term) {
    return apply(term, submitted.remove());
  }

  /** Applies everything submitted, and what is submitted in consequence, in this term. */
  void commitAll(long term) {
    for (int i = 0; i < 1_000 && !submitted.isEmpty(); i++) {
      commit(term);
    }
    assertThat(submitted).as("entries that never end").isEmpty();
  }

  /** Applies an entry from wherever. */
  Applied apply(long term, LogEntry entry) {
    index++;
    Applied applied = machine.apply(term, index, entry);
    on(new HostEvent.EntryApplied(applied, machine.state()));
    return applied;
  }

  /** The state is replaced, as by a snapshot. */
  void install(CoordinatorState state) {
    machine.restore(state);
    index = state.index();
    on(new HostEvent.StateInstalled(state));
  }

  /** The oldest entry submitted is not applied. */
  LogEntry fail(boolean surelyNot) {
    LogEntry entry = submitted.remove();
    on(new HostEvent.SubmitFailed(entry.randomHigh(), entry.randomLow(), surelyNot));
    return entry;
  }

  CoordinatorStateMachine machine() {
    return machine;
  }

  // What the host wanted.

  /** What was sent on a stream since this was asked last. */
  List<ServerMessage> take(long stream) {
    List<ServerMessage> taken = sent.remove(stream);
    return taken == null ? List.of() : taken;
  }

  <M extends ServerMessage> List<M> take(long stream, Class<M> kind) {
    return take(stream).stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  List<PeerMessage> takePeer(String peer) {
    List<PeerMessage> taken = sentToPeers.remove(peer);
    return taken == null ? List.of() : taken;
  }

  List<Long> closedStreams() {
    return closed;
  }

  List<String> warnings() {
    return warnings;
  }

  long count(String counter) {
    return counters.getOrDefault(counter, 0L);
  }

  private final class Counting implements Counters {
    @Override
    public void add(String name, long amount) {
      counters.merge(name, amount, Long::sum);
    }

    @Override
    public void set(String name, long value) {
      counters.put(name, value);
    }
  }

  private final class Doing implements HostAction.Cases {
    @Override
    public void submit(HostAction.Submit action) {
      submitted.add(action.entry());
      largestBatch = Math.max(largestBatch, action.entry().commands().size());
    }

    @Override
    public void send(HostAction.Send action) {
      sent.computeIfAbsent(action.stream(), s -> new ArrayList<>()).add(action.message());
    }

    @Override
    public void closeStream(HostAction.CloseStream action) {
      closed.add(action.stream());
    }

    @Override
    public void sendPeer(HostAction.SendPeer action) {
      sentToPeers.computeIfAbsent(action.node(), n -> new ArrayList<>()).add(action.message());
    }

    @Override
    public void wakeAt(HostAction.WakeAt action) {
      wakeAt = OptionalLong.of(action.nanos());
    }

    @Override
    public void log(HostAction.Log action) {
      if (action.warning()) {
        warnings.add(action.message());
      }
    }
  }
}
