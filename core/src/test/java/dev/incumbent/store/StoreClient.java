package dev.incumbent.store;

import dev.incumbent.codec.Bytes;
import dev.incumbent.codec.WireFormat;
import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.coordinator.SessionEvent;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.Revocation;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.ServerMessage;
import dev.incumbent.session.SessionId;
import dev.incumbent.session.client.ClockReading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A client's process in a {@link StoreWorld}: its host, and a client that notes what it is told.
 */
final class StoreClient {
  final List<ServerMessage> told = new ArrayList<>();
  private final StoreWorld world;
  private final String name;
  private final double rate;
  private final long origin;
  private final StoreHost host;
  private final StoreWire wire;
  private final SessionId session;
  private long sequence;
  private long renewal;
  private long renewEveryMillis;
  private boolean running = true;
  private final List<StoreEvent> missed = new ArrayList<>();
  private final TreeMap<Long, Long> sentNanos = new TreeMap<>();
  private final TreeSet<FencingToken> released = new TreeSet<>();
  private final TreeMap<Long, Operation> asked = new TreeMap<>();
  private final TreeSet<Long> refused = new TreeSet<>();
  private boolean asksAgain;
  private long deadlineNanos;

  StoreClient(StoreWorld world, String name, double rate) {
    this.world = world;
    this.name = name;
    this.rate = rate;
    origin = world.random().nextLong() >> 8;
    session = new SessionId(world.random().nextLong(), world.random().nextLong());
    StoreCapabilities capabilities =
        new StoreCapabilities(
            false, Duration.ofMillis(StoreWorld.POLL_MILLIS), Duration.ofMillis(500));
    host = new StoreHost(name, capabilities, world.random()::nextLong, clock());
    wire = new StoreWire(world, this);
  }

  SessionId session() {
    return session;
  }

  ClockReading clock() {
    return new ClockReading(
        origin + (long) (world.nowNanos() * rate), 1_000_000 + world.nowMillis());
  }

  /** From now on it does nothing: it crashed, or is paused. */
  void stop() {
    running = false;
  }

  /** It goes on: what arrived meanwhile is found now. */
  void resume() {
    running = true;
    List<StoreEvent> arrived = List.copyOf(missed);
    missed.clear();
    arrived.forEach(this::on);
  }

  /** What becomes of the next calls. */
  void fate(StoreWire.Fate... next) {
    wire.fate(next);
  }

  /** From now on each call takes that long. */
  void callsTake(long millis) {
    wire.callsTake(millis);
  }

  void greet() {
    send(new ClientMessage.Hello(WireFormat.VERSION, Optional.empty()));
    world.run(3);
  }

  /** Opens the session, and renews it from now on. */
  void open() {
    greet();
    send(new ClientMessage.Attach(session, 1, 0));
    sentNanos.put(++renewal, clock().nanos());
    send(new ClientMessage.Open(session, renewal, StoreWorld.TTL_MILLIS, name));
    world.run(10);
    renewEveryMillis = StoreWorld.TTL_MILLIS / 5;
  }

  void renewEvery(long millis) {
    renewEveryMillis = millis;
  }

  long renew() {
    sentNanos.put(++renewal, clock().nanos());
    send(new ClientMessage.Renew(session, renewal, 0));
    return renewal;
  }

  /** Notes what arrived; an acknowledgement of all that it was told moves its deadline. */
  void hear(ServerMessage message) {
    told.add(message);
    if (message instanceof ServerMessage.Renewed renewed) {
      acknowledged(renewed.renewal(), renewed.change());
    } else if (message instanceof ServerMessage.RequestRefused it) {
      refused.add(it.sequence());
    } else if (message instanceof ServerMessage.Opened opened) {
      acknowledged(opened.renewal(), opened.change());
    }
  }

  private void acknowledged(long number, long change) {
    if (change == events().size()) {
      deadlineNanos = StoreWorld.TIMINGS.deadlineNanos(sentNanos.getOrDefault(number, 0L));
    }
  }

  /** Whether its leadership calls itself valid, by its own clock. */
  boolean isValid() {
    return holds().filter(it -> !released.contains(it.token())).isPresent()
        && withdrawn().isEmpty()
        && deadlineNanos - clock().nanos() > 0;
  }

  /** Whether what it holds was withdrawn. */
  Optional<SessionEvent.Withdrawn> withdrawn() {
    Optional<SessionEvent.Withdrawn> last = Optional.empty();
    for (SessionEvent event : events()) {
      last = event instanceof SessionEvent.Withdrawn it ? Optional.of(it) : Optional.empty();
    }
    return last;
  }

  void close() {
    renewEveryMillis = 0;
    send(new ClientMessage.Close(session));
  }

  long campaign(String candidate) {
    return campaign(candidate, 0, false);
  }

  long campaign(String candidate, int priority, boolean onlyIfVacant) {
    return request(
        new Operation.Campaign(
            StoreWorld.ELECTION,
            new CandidateName(candidate),
            priority,
            Revocation.AFTER_LEASE,
            List.of(),
            "",
            Bytes.EMPTY,
            onlyIfVacant,
            0));
  }

  long release(FencingToken token, EndReason reason, Optional<Operation.Successor> to) {
    released.add(token);
    return request(new Operation.Release(StoreWorld.ELECTION, token, reason, to));
  }

  long request(Operation operation) {
    sequence++;
    asked.put(sequence, operation);
    again(sequence, operation);
    return sequence;
  }

  /** The same request once more. */
  void again(long number, Operation operation) {
    send(new ClientMessage.Request(session, number, 0, operation));
  }

  void send(ClientMessage message) {
    on(new StoreEvent.Received(1, message));
  }

  void on(StoreEvent event) {
    if (running) {
      host.on(event, clock()).forEach(action -> action.match(wire));
    } else {
      missed.add(event);
    }
  }

  /** From now on it asks again for what was refused, as a real client does. */
  void asksAgain() {
    asksAgain = true;
  }

  private void askAgain() {
    if (running && asksAgain && world.nowMillis() % 50 == 0) {
      List<Long> numbers = List.copyOf(refused);
      refused.clear();
      numbers.forEach(number -> again(number, Objects.requireNonNull(asked.get(number))));
    }
  }

  /** An answer that comes too late: the call was given up. */
  void unheard(StoreEvent late) {
    on(late);
  }

  void wake() {
    askAgain();
    if (running && renewEveryMillis > 0 && world.nowMillis() % renewEveryMillis == 0) {
      renew();
    }
    OptionalLong at = host.wakeAtNanos();
    if (running && at.isPresent() && at.getAsLong() - clock().nanos() <= 0) {
      on(new StoreEvent.Woken());
    }
  }

  /** Whether it would be woken at once, though it was just now. */
  boolean spins() {
    OptionalLong at = host.wakeAtNanos();
    return at.isPresent() && at.getAsLong() - clock().nanos() <= 0;
  }

  <T extends ServerMessage> List<T> all(Class<T> kind) {
    return told.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  <T extends ServerMessage> T last(Class<T> kind) {
    List<T> all = all(kind);
    if (all.isEmpty()) {
      throw new AssertionError(name + " was told no " + kind.getSimpleName() + ": " + told);
    }
    return all.get(all.size() - 1);
  }

  List<SessionEvent> events() {
    return all(ServerMessage.Event.class).stream().map(ServerMessage.Event::event).toList();
  }

  /** What it was granted, and does not know to have ended. */
  Optional<SessionEvent.Granted> holds() {
    Optional<SessionEvent.Granted> held = Optional.empty();
    for (SessionEvent event : events()) {
      if (event instanceof SessionEvent.Granted granted) {
        held = Optional.of(granted);
      } else if (event instanceof SessionEvent.Ended) {
        held = Optional.empty();
      }
    }
    return held;
  }

  FencingToken token() {
    return holds().orElseThrow(() -> new AssertionError(name + " leads nothing: " + told)).token();
  }

  Optional<OperationResult> answer(long number) {
    return all(ServerMessage.Response.class).stream()
        .filter(it -> it.sequence() == number)
        .map(ServerMessage.Response::result)
        .findFirst();
  }

  long renewed() {
    return all(ServerMessage.Renewed.class).stream()
        .mapToLong(ServerMessage.Renewed::renewal)
        .max()
        .orElse(0);
  }
}
