package dev.incumbent.session.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.codec.Bytes;
import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.coordinator.SessionEvent;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.Revocation;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
import dev.incumbent.lease.LeaseTimings;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.ServerMessage;
import dev.incumbent.session.SessionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** A client under virtual time: tells it what happens, and keeps what it wants done. */
final class ClientRig {
  static final String A = "127.0.0.1:1";
  static final String B = "127.0.0.1:2";
  static final long MILLI = 1_000_000;
  static final ElectionName ELECTION = new ElectionName("orders");
  static final CandidateName CANDIDATE = new CandidateName("a");

  /** TTL 5 s, renewed every second, margin 500 ms, ρ 1 %: valid for 4,450 ms after a send. */
  static final long VALID_MILLIS = 4_450;

  final ClientProtocol protocol;
  final List<ClientAction> done = new ArrayList<>();
  private final TreeMap<String, Long> connections = new TreeMap<>();
  private long nowMillis = 1_000;
  private long wallMillis = 1_700_000_000_000L;
  private long change;

  ClientRig() {
    this(OptionalLong.of(3_000 * MILLI));
  }

  ClientRig(OptionalLong timeoutNanos) {
    this(LeaseTimings.defaults(), timeoutNanos, 7);
  }

  ClientRig(LeaseTimings timings, OptionalLong timeoutNanos, long seed) {
    ClientSettings settings =
        new ClientSettings(timings, "rig", List.of(A, B), timeoutNanos, OptionalLong.of(500));
    protocol = new ClientProtocol(settings, new SplittableRandom(seed)::nextLong, now());
    tell(new ClientEvent.Started());
  }

  /** A rig whose streams are up, and whose node A leads term 1. */
  static ClientRig led() {
    ClientRig rig = new ClientRig();
    rig.welcome(A);
    rig.welcome(B);
    rig.leads(A, 1);
    return rig;
  }

  /** A rig with one candidacy, number 1, that waits in an open session. */
  static ClientRig waiting(Revocation revocation) {
    ClientRig rig = led();
    rig.campaign(1, revocation);
    rig.open(A);
    rig.answer(A, rig.lastRequest(Operation.Campaign.class), new OperationResult.Done());
    return rig;
  }

  /** A rig whose candidacy leads with token 1. */
  static ClientRig leading() {
    ClientRig rig = waiting(Revocation.AFTER_LEASE);
    rig.grant(1);
    rig.tell(new ClientEvent.Claimed(1, new FencingToken(1)));
    return rig;
  }

  ClockReading now() {
    return new ClockReading(nowMillis * MILLI, wallMillis);
  }

  long nowMillis() {
    return nowMillis;
  }

  /** What one event makes the client do. */
  List<ClientAction> tell(ClientEvent event) {
    List<ClientAction> actions = protocol.on(event, now());
    for (ClientAction action : actions) {
      if (action instanceof ClientAction.Connect connect) {
        connections.put(connect.address(), connect.connection());
      }
    }
    done.addAll(actions);
    return actions;
  }

  /** Lets time go by, waking the client whenever it asks for that. */
  void advance(long millis) {
    long end = nowMillis + millis;
    while (true) {
      OptionalLong wake = protocol.wakeAtNanos();
      long wakeMillis =
          wake.isPresent() ? Math.floorDiv(wake.getAsLong() + MILLI - 1, MILLI) : Long.MAX_VALUE;
      if (wakeMillis > end) {
        break;
      }
      step(Math.max(0, wakeMillis - nowMillis));
      tell(new ClientEvent.Woken());
    }
    step(end - nowMillis);
  }

  /** Lets time go by while the whole process stands still. */
  void pause(long millis) {
    step(millis);
  }

  /** Somebody sets the wall clock. */
  void jumpWall(long millis) {
    wallMillis += millis;
  }

  private void step(long millis) {
    nowMillis += millis;
    wallMillis += millis;
  }

  long connection(String address) {
    return Objects.requireNonNull(connections.get(address), address);
  }

  void welcome(String address) {
    receive(address, new ServerMessage.Welcome(1, "c1", "n-" + address, List.of(A, B)));
  }

  void leads(String address, long term) {
    receive(address, new ServerMessage.Leader(term, true, Optional.of(address)));
  }

  List<ClientAction> receive(String address, ServerMessage message) {
    return tell(new ClientEvent.Received(connection(address), message));
  }

  void disconnect(String address) {
    tell(new ClientEvent.Disconnected(connection(address), "cut"));
  }

  /** The node answers the newest open. */
  void open(String address) {
    ClientMessage.Open open = last(ClientMessage.Open.class);
    receive(address, new ServerMessage.Opened(open.session(), open.renewal(), open.ttlMillis(), 0));
  }

  /** The node acknowledges the newest renewal, with all changes so far. */
  List<ClientAction> acknowledge(String address) {
    ClientMessage.Renew renew = last(ClientMessage.Renew.class);
    return receive(address, new ServerMessage.Renewed(session(), renew.renewal(), change));
  }

  void campaign(long candidacy, Revocation revocation) {
    tell(new ClientEvent.Campaign(candidacy, operation(revocation), OptionalLong.empty(), true));
  }

  static Operation.Campaign operation(Revocation revocation) {
    List<String> fences = revocation == Revocation.ON_SUSPICION ? List.of("db") : List.of();
    return new Operation.Campaign(
        ELECTION, CANDIDATE, 0, revocation, fences, "i", Bytes.EMPTY, false, 0);
  }

  List<ClientAction> grant(long token) {
    return event(
        new SessionEvent.Granted(
            ELECTION,
            CANDIDATE,
            new FencingToken(token),
            new GrantId(token, 9),
            List.of("db"),
            List.of()));
  }

  /** A rig whose candidacy, number 1, behaves like that and stands in an open session. */
  static ClientRig waiting(CandidacySettings settings) {
    ClientRig rig = led();
    rig.tell(new ClientEvent.Campaign(1, operation(Revocation.AFTER_LEASE), settings));
    rig.open(A);
    if (!rig.requests(Operation.Campaign.class).isEmpty()) {
      rig.answer(A, rig.lastRequest(Operation.Campaign.class), new OperationResult.Done());
    }
    return rig;
  }

  /** The session's next event, from node A. */
  List<ClientAction> event(SessionEvent event) {
    return receive(A, new ServerMessage.Event(session(), ++change, event));
  }

  List<ClientAction> answer(String address, ClientMessage.Request request, OperationResult result) {
    return receive(
        address, new ServerMessage.Response(request.session(), request.sequence(), result));
  }

  SessionId session() {
    return last(ClientMessage.Attach.class).session();
  }

  /** Another session begins without changes. */
  void forgetChanges() {
    change = 0;
  }

  /** Everything of that kind that was sent to that node. */
  <T extends ClientMessage> List<T> sentTo(String address, Class<T> kind) {
    return done.stream()
        .filter(ClientAction.Send.class::isInstance)
        .map(ClientAction.Send.class::cast)
        .filter(send -> send.connection() == connection(address))
        .map(ClientAction.Send::message)
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }

  <T extends ClientMessage> List<T> sent(Class<T> kind) {
    return sent(done, kind);
  }

  static <T extends ClientMessage> List<T> sent(List<ClientAction> actions, Class<T> kind) {
    return actions.stream()
        .filter(ClientAction.Send.class::isInstance)
        .map(action -> ((ClientAction.Send) action).message())
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }

  <T extends ClientMessage> T last(Class<T> kind) {
    List<T> sent = sent(kind);
    assertThat(sent).as("sent " + kind.getSimpleName()).isNotEmpty();
    return sent.get(sent.size() - 1);
  }

  /** All requests so far whose operation is of that kind. */
  List<ClientMessage.Request> requests(Class<? extends Operation> kind) {
    return sent(ClientMessage.Request.class).stream()
        .filter(request -> kind.isInstance(request.operation()))
        .toList();
  }

  ClientMessage.Request lastRequest(Class<? extends Operation> kind) {
    List<ClientMessage.Request> requests = requests(kind);
    assertThat(requests).as("requested " + kind.getSimpleName()).isNotEmpty();
    return requests.get(requests.size() - 1);
  }

  Operation.Release lastRelease() {
    return (Operation.Release) lastRequest(Operation.Release.class).operation();
  }

  <T extends ClientAction> List<T> acted(Class<T> kind) {
    return acted(done, kind);
  }

  static <T extends ClientAction> List<T> acted(List<ClientAction> actions, Class<T> kind) {
    return actions.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** The newest lease that the host was told. */
  Lease lease() {
    List<ClientAction.LeaseMoved> moved = acted(ClientAction.LeaseMoved.class);
    assertThat(moved).as("leases").isNotEmpty();
    return moved.get(moved.size() - 1).lease();
  }

  long deadlineMillis() {
    return lease().deadlineNanos() / MILLI;
  }

  /** Lets so long pass while node A acknowledges renewals. */
  void keepAlive(long millis) {
    for (long i = 0; i < millis; i += 500) {
      advance(500);
      acknowledge(A);
    }
  }
}
