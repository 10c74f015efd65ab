package dev.incumbent.session.client;

import dev.incumbent.codec.WireFormat;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.ServerMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The streams to all nodes, and who of them leads. Not for use by several threads.
 *
 * <p>Each lost stream is opened again: at once if it had been up for a second, then after 20 ms
 * doubling to 1 s with full jitter, at most a quarter of the TTL and of the time left to the
 * lease's deadline (L-5). A node that others name as the leader has as long as a greeting to say so
 * itself; then a stream on which it says nothing is replaced: it may have been cut without a word
 * (L-2).
 */
final class Links {
  /** What the roles above are told. */
  interface Listener {
    void up(Link link);

    void down(Link link);

    /** Another node leads, or none that is known, or the same one in a newer term. */
    void mainChanged();
  }

  static final int MAX_ADDRESSES = 64;

  private static final Timers.Key WORD = new Timers.Key(Timers.Kind.LEADER, 0);
  private static final long BASE_NANOS = 20_000_000;
  private static final long CAP_NANOS = 1_000_000_000;
  private static final long LONG_UP_NANOS = 1_000_000_000;
  private static final long MIN_GREETING_NANOS = 250_000_000;
  private static final long MAX_GREETING_NANOS = 2_000_000_000;
  private static final long MIN_BOUND_NANOS = 1_000_000;

  private final Environment env;
  private final Listener listener;
  private final Supplier<OptionalLong> deadlineNanos;
  private final LeaderTracker leader = new LeaderTracker();
  private final TreeMap<String, Link> byAddress = new TreeMap<>();
  private final TreeMap<Long, Link> byConnection = new TreeMap<>();
  private Optional<String> cluster = Optional.empty();
  private long lastConnection;
  private boolean closed;

  Links(Environment env, Listener listener, Supplier<OptionalLong> deadlineNanos) {
    this.env = env;
    this.listener = listener;
    this.deadlineNanos = deadlineNanos;
  }

  void start() {
    env.settings().addresses().forEach(this::learn);
  }

  /** The link that this connection is the newest of. */
  Optional<Link> find(long connection) {
    return Optional.ofNullable(byConnection.get(connection));
  }

  Optional<Link> at(String address) {
    return Optional.ofNullable(byAddress.get(address));
  }

  /** The node that leads and serves, if its stream is up. */
  Optional<Link> main() {
    return leader.main();
  }

  /** The Raft term in which the main node leads. */
  long term() {
    return leader.term();
  }

  List<Link> allUp() {
    return byAddress.values().stream().filter(Link::isUp).toList();
  }

  boolean anyUp() {
    return byAddress.values().stream().anyMatch(Link::isUp);
  }

  Optional<Link> mainOrAnyUp() {
    return main().or(() -> allUp().stream().findFirst());
  }

  /**
   * Whom to ask for a change: the main node, or, while nobody knows of any leader, some node, so
   * that it says NoQuorum at once (S-10).
   */
  Optional<Link> forChanges() {
    return leader.isKnown() ? main() : mainOrAnyUp();
  }

  /** The cluster's id, once a node has told it. */
  Optional<String> cluster() {
    return cluster;
  }

  /** Why nothing could be asked, for people. */
  Failure unreachable() {
    return leader.unreachable(byAddress.values());
  }

  void learn(String address) {
    if (!closed && byAddress.size() < MAX_ADDRESSES && !byAddress.containsKey(address)) {
      Link link = new Link(address, byAddress.size());
      byAddress.put(address, link);
      connect(link);
    }
  }

  boolean welcome(Link link, ServerMessage.Welcome message) {
    if (!link.isGreeting()) {
      return false;
    }
    if (cluster.isPresent() && !cluster.get().equals(message.cluster())) {
      String why = "it belongs to cluster " + message.cluster() + ", not to " + cluster.get();
      return refused(link, Failure.of(FailureCode.REJECTED, why));
    }
    cluster = Optional.of(message.cluster());
    env.timers().cancel(link.timer());
    link.up(env.nanos());
    message.addresses().forEach(this::learn);
    listener.up(link);
    return true;
  }

  /** A node that is not ready yet is asked again soon, one that will not have us is not. */
  boolean refused(Link link, Failure failure) {
    boolean soon = failure.code() == FailureCode.UNAVAILABLE;
    if (!soon) {
      String what = "node " + link.address() + " refused: " + failure.message();
      env.act(new ClientAction.Log(true, what));
    }
    lose(link, "refused: " + failure.message(), !soon);
    return true;
  }

  boolean leader(Link link, ServerMessage.Leader message) {
    if (!link.isUp()) {
      return false;
    }
    Optional<LeaderTracker.Change> change = leader.told(link, message);
    message.leader().ifPresent(this::learn);
    awaitItsWord();
    if (change.filter(c -> c == LeaderTracker.Change.MAIN).isPresent()) {
      listener.mainChanged();
    }
    return change.isPresent();
  }

  private void awaitItsWord() {
    if (!closed && leader.unconfirmed().isPresent()) {
      env.timers().setUnlessEarlier(WORD, env.nanos() + greetingNanos(), this::replaceIfSilent);
    }
  }

  private void replaceIfSilent() {
    leader
        .unconfirmed()
        .flatMap(this::at)
        .filter(link -> link.isUp() && env.nanos() - link.heardAtNanos() >= greetingNanos())
        .ifPresent(link -> drop(link, "others say that it leads, and it says nothing"));
    awaitItsWord();
  }

  boolean moving(Link link) {
    lose(link, "the node is stopping", true);
    return true;
  }

  /** Ends a stream and opens it again. */
  void drop(Link link, String why) {
    lose(link, why, false);
  }

  /** Ends every stream and opens it again: a stream carries at most one session. */
  void dropAll(String why) {
    new ArrayList<>(byAddress.values())
        .stream().filter(l -> !l.isWaiting()).forEach(l -> drop(l, why));
  }

  void disconnected(long connection, String why) {
    Link link = byConnection.remove(connection);
    if (link != null) {
      gone(link, why);
    }
  }

  /** Ends every stream for good. */
  void close() {
    closed = true;
    for (Link link : byAddress.values()) {
      env.timers().cancel(link.timer());
      if (!link.isWaiting()) {
        env.act(new ClientAction.Disconnect(link.connection()));
      }
    }
    byConnection.clear();
  }

  private void connect(Link link) {
    lastConnection++;
    byConnection.put(lastConnection, link);
    link.greeting(lastConnection, env.nanos());
    env.act(new ClientAction.Connect(lastConnection, link.address()));
    env.send(link, new ClientMessage.Hello(WireFormat.VERSION, cluster));
    env.after(link.timer(), greetingNanos(), () -> lose(link, "no answer", false));
  }

  private void lose(Link link, String why, boolean longest) {
    if (byConnection.remove(link.connection()) == null) {
      return;
    }
    env.act(new ClientAction.Disconnect(link.connection()));
    gone(link, why);
    if (longest) {
      env.after(link.timer(), capNanos(), () -> connect(link));
    }
  }

  private void gone(Link link, String why) {
    boolean wasUp = link.isUp();
    int attempts = link.lost(why, env.nanos(), LONG_UP_NANOS);
    if (closed) {
      return;
    }
    env.after(link.timer(), attempts == 0 ? 0 : backoffNanos(attempts), () -> connect(link));
    if (wasUp) {
      boolean wasMain = leader.gone(link, allUp().isEmpty());
      listener.down(link);
      if (wasMain) {
        listener.mainChanged();
      }
    }
  }

  private long backoffNanos(int attempts) {
    OptionalLong deadline = deadlineNanos.get();
    long cap = capNanos();
    if (deadline.isPresent() && deadline.getAsLong() - env.nanos() > 0) {
      cap = Math.min(cap, (deadline.getAsLong() - env.nanos()) / 4);
    }
    return Backoff.nanos(env.random(), attempts - 1, BASE_NANOS, Math.max(cap, MIN_BOUND_NANOS));
  }

  private long capNanos() {
    return Math.min(CAP_NANOS, env.settings().ttlNanos() / 4);
  }

  /** How long a node may take to say anything. */
  long greetingNanos() {
    long quarter = env.settings().ttlNanos() / 4;
    return Math.min(Math.max(quarter, MIN_GREETING_NANOS), MAX_GREETING_NANOS);
  }
}
