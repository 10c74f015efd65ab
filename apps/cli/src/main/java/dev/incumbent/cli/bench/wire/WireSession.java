package dev.incumbent.cli.bench.wire;

import dev.incumbent.codec.WireFormat;
import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.SessionEvent;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.ServerMessage;
import dev.incumbent.session.SessionId;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/**
 * One session at whichever node leads: attached there alone, opened, and renewed when its user says
 * so, one renewal at a time.
 *
 * <p>Judges what it is told: only what was sent is acknowledged, once each (lease rule 1), and a
 * session does not end sooner than its time to live after its last acknowledged renewal was sent.
 *
 * <p>Threads: safe. Its user is told under its lock.
 */
final class WireSession extends Unheard {
  /** An answer that takes longer than this is asked for again. */
  private static final long PATIENCE_NANOS = 1_000_000_000;

  private static final int MOST_SPREAD_MILLIS = 1_000;

  private static final Random RANDOM = new SecureRandom();

  private final Nodes nodes;
  private final String label;
  private final long ttlMillis;
  private final User user;
  private SessionId id = newId();
  private Optional<Nodes.Leader> leader = Optional.empty();
  private Optional<ClientCall<byte[], byte[]>> call = Optional.empty();
  private boolean open;
  private long openNumber;
  private long attachment;
  private long number;
  private long sentNanos;
  private boolean answered = true;
  private long acknowledged;
  private long acknowledgedSentNanos;
  private long change;

  /** Whose session it is. */
  interface User {
    /** It is open. */
    void opened(WireSession session);

    /** Its last renewal was acknowledged. */
    void renewed(WireSession session);

    /** It is attached at a leader, again or for the first time since it was opened. */
    default void attached(WireSession session) {}

    default void told(WireSession session, SessionEvent event) {}

    /** What it holds, all of it; what happened while it was attached nowhere is not told else. */
    default void holds(WireSession session, List<ServerMessage.Held> held) {}

    default void answered(WireSession session, ServerMessage.Response response) {}

    /** It has ended at the coordinator; another one is being opened in its place. */
    void gone(WireSession session);

    /** The coordinator broke its word. */
    void violated(String what);
  }

  WireSession(Nodes nodes, String label, long ttlMillis, User user) {
    this.nodes = nodes;
    this.label = label;
    this.ttlMillis = ttlMillis;
    this.user = user;
  }

  private static SessionId newId() {
    return new SessionId(RANDOM.nextLong(), RANDOM.nextLong());
  }

  /** Opens it, and follows the leader from now on. */
  void start() {
    nodes.follow(this::follow);
  }

  /** Sessions do not come to a new leader all at once. */
  private synchronized void follow(Nodes.Leader now) {
    if (leader.isEmpty()) {
      leader = Optional.of(now);
      attach();
    } else if (leader.get().term() < now.term()) {
      leader = Optional.of(now);
      nodes.later(RANDOM.nextInt(MOST_SPREAD_MILLIS), () -> attachAt(now));
    }
  }

  private synchronized void attachAt(Nodes.Leader chosen) {
    if (leader.equals(Optional.of(chosen))) {
      attach();
    }
  }

  private void attach() {
    call.ifPresent(before -> before.cancel("attached elsewhere", null));
    Inbound inbound = new Inbound();
    ClientCall<byte[], byte[]> begun = nodes.open(leader.orElseThrow().address(), inbound);
    inbound.call = Optional.of(begun);
    call = Optional.of(begun);
    attachment++;
    send(new ClientMessage.Attach(id, attachment, change));
    if (open) {
      renew();
      user.attached(this);
    } else {
      askToOpen();
    }
  }

  private void askToOpen() {
    if (openNumber == 0) {
      number++;
      openNumber = number;
      acknowledgedSentNanos = System.nanoTime();
    }
    sentNanos = System.nanoTime();
    answered = false;
    send(new ClientMessage.Open(id, openNumber, ttlMillis, label));
  }

  /** Sends the next renewal. */
  synchronized void renew() {
    if (open) {
      number++;
      sentNanos = System.nanoTime();
      answered = false;
      send(new ClientMessage.Renew(id, number, change));
    }
  }

  /** Asks for a change, under a number of the user's. */
  synchronized void request(long sequence, long answeredSequence, Operation operation) {
    send(new ClientMessage.Request(id, sequence, answeredSequence, operation));
  }

  private void send(ClientMessage message) {
    call.ifPresent(it -> it.sendMessage(WireFormat.encode(message)));
  }

  /** Asks again for what was not answered; to be called now and then. */
  synchronized void look() {
    if (leader.isEmpty() || System.nanoTime() - sentNanos < PATIENCE_NANOS) {
      return;
    }
    if (call.isEmpty()) {
      attach();
    } else if (!open) {
      askToOpen();
    } else if (!answered) {
      renew();
    }
  }

  @Override
  public Boolean opened(ServerMessage.Opened message) {
    if (!open && message.session().equals(id)) {
      open = true;
      answered = true;
      acknowledged = message.renewal();
      user.opened(this);
    }
    return true;
  }

  @Override
  public Boolean renewed(ServerMessage.Renewed message) {
    if (!message.session().equals(id)) {
      return false;
    }
    if (message.renewal() > number || message.renewal() <= acknowledged) {
      user.violated(
          "renewal "
              + message.renewal()
              + " was acknowledged: sent were "
              + number
              + ", acknowledged "
              + acknowledged);
    }
    acknowledged = message.renewal();
    if (message.renewal() == number) {
      acknowledgedSentNanos = sentNanos;
      answered = true;
      user.renewed(this);
    }
    return true;
  }

  @Override
  public Boolean sessionState(ServerMessage.SessionState message) {
    if (message.session().equals(id) && message.change() >= change) {
      change = message.change();
      user.holds(this, message.held());
    }
    return true;
  }

  @Override
  public Boolean event(ServerMessage.Event message) {
    change = message.change();
    user.told(this, message.event());
    return true;
  }

  @Override
  public Boolean response(ServerMessage.Response message) {
    user.answered(this, message);
    return true;
  }

  @Override
  public Boolean sessionGone(ServerMessage.SessionGone message) {
    if (!message.session().equals(id)) {
      return false;
    }
    long agoMillis = (System.nanoTime() - acknowledgedSentNanos) / 1_000_000;
    if (open && agoMillis < ttlMillis) {
      user.violated(
          String.format(
              Locale.ROOT,
              "a session ended %d ms after its last acknowledged renewal was sent: it lives %d ms",
              agoMillis,
              ttlMillis));
    }
    id = newId();
    open = false;
    openNumber = 0;
    attachment = 0;
    change = 0;
    user.gone(this);
    attach();
    return true;
  }

  private final class Inbound extends ClientCall.Listener<byte[]> {
    private Optional<ClientCall<byte[], byte[]>> call = Optional.empty();

    @Override
    public void onMessage(byte[] message) {
      ServerMessage decoded = WireFormat.decodeServerMessage(message);
      synchronized (WireSession.this) {
        if (call.isPresent() && call.equals(WireSession.this.call)) {
          decoded.match(WireSession.this);
          call.get().request(1);
        }
      }
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      synchronized (WireSession.this) {
        if (call.equals(WireSession.this.call)) {
          WireSession.this.call = Optional.empty();
        }
      }
    }
  }
}
