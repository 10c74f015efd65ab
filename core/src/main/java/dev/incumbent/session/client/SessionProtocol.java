package dev.incumbent.session.client;

import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.ServerMessage;
import dev.incumbent.session.SessionId;

/**
 * The session: attached to every node, opened and renewed at the main one, replaced when it is
 * gone.
 *
 * <p>Guarantees: lease rules 4 and 5 with {@link LeaseKeeper}; L-5 (renews at once on every attach
 * to the main node). Not for use by several threads.
 *
 * <pre>
 * state    event                              next      done
 * NONE     first campaign or change           OPENING   new id; attach everywhere; Open at the main node
 * OPENING  a node leads                       OPENING   attach there, the same Open again
 * OPENING  Opened                             OPEN      counts from the first send of the Open
 * OPENING  OpenRefused                        OPENING   waiting changes learn it; again after a back-off
 * OPEN     a node leads                       OPEN      attach there, Renew, unanswered requests again
 * OPEN     every renewal interval             OPEN      Renew; a silent stream is replaced
 * OPEN     Renewed, change processed          OPEN      the deadline moves
 * OPEN     Renewed, change not processed      OPEN      attach again, for a SessionState
 * OPEN     Event, next change                 OPEN      the candidacy processes it
 * OPEN     Event, a gap                       OPEN      attach again, for a SessionState
 * OPEN     SessionState, not older            OPEN      replaces what the candidacies believe
 * OPEN     SessionGone from the main node     OPENING   everything held is lost; new id, new streams
 * OPEN     end                                CLOSING   Close at the main node
 * CLOSING  a node leads                       CLOSING   attach there, Close again
 * CLOSING  SessionGone, or not in time        CLOSED
 * </pre>
 */
final class SessionProtocol {
  /** How far the session is. */
  enum State {
    NONE,
    OPENING,
    OPEN,
    CLOSING,
    CLOSED
  }

  private static final Timers.Key RENEW = new Timers.Key(Timers.Kind.RENEW, 0);
  private static final long REOPEN_BASE_NANOS = 50_000_000;
  private static final long REOPEN_CAP_NANOS = 1_000_000_000;
  private static final long MIN_OPEN_PATIENCE_NANOS = 250_000_000;

  private final Environment env;
  private final Links links;
  private final LeaseKeeper keeper;
  private final Renewals renewals;
  private final SessionRole listener;
  private State state = State.NONE;
  private SessionId id = new SessionId(0, 0);
  private long attachment;
  private long processedChange;
  private long openNumber;
  private int refusals;
  private boolean resyncing;

  SessionProtocol(Environment env, Links links, LeaseKeeper keeper, SessionRole listener) {
    this.env = env;
    this.links = links;
    this.keeper = keeper;
    this.renewals = new Renewals(env, links, keeper);
    this.listener = listener;
  }

  SessionId id() {
    return id;
  }

  boolean isOpen() {
    return state == State.OPEN;
  }

  boolean isNone() {
    return state == State.NONE;
  }

  boolean isClosed() {
    return state == State.CLOSED;
  }

  /** Opens the session unless it is. */
  void require() {
    if (state == State.NONE) {
      begin();
      links.allUp().forEach(this::attach);
      atMain();
    }
  }

  /** Whether a candidacy stands whose silence is told early ({@code ON_SUSPICION}). */
  void setFast(boolean value) {
    if (renewals.setFast(value) && state == State.OPEN) {
      renew();
    }
  }

  void up(Link link) {
    if (isLive()) {
      attach(link);
    }
  }

  /** A node leads, or none does. */
  void mainChanged() {
    resyncing = false;
    renewals.mainChanged();
    if (isLive()) {
      links.main().ifPresent(this::attach);
    }
    atMain();
  }

  boolean opened(ServerMessage.Opened message) {
    if (state != State.OPENING || !message.session().equals(id)) {
      return false;
    }
    state = State.OPEN;
    refusals = 0;
    keeper.granted(message.ttlMillis() * 1_000_000);
    if (message.change() == processedChange) {
      keeper.acknowledged(message.renewal());
    }
    renew();
    listener.opened();
    return true;
  }

  boolean openRefused(ServerMessage.OpenRefused message) {
    if (state != State.OPENING || !message.session().equals(id)) {
      return false;
    }
    long cap = Math.min(REOPEN_CAP_NANOS, env.settings().ttlNanos() / 4);
    long wait = Backoff.nanos(env.random(), refusals, REOPEN_BASE_NANOS, cap);
    refusals++;
    env.after(RENEW, wait, this::atMain);
    listener.openRefused(message.failure());
    return true;
  }

  boolean renewed(ServerMessage.Renewed message) {
    if (state != State.OPEN || !message.session().equals(id)) {
      return false;
    }
    if (message.change() > processedChange) {
      keeper.ignored(message.renewal());
      resync();
      return false;
    }
    return keeper.acknowledged(message.renewal());
  }

  boolean happened(ServerMessage.Event message) {
    if (state != State.OPEN
        || !message.session().equals(id)
        || message.change() <= processedChange) {
      return false;
    }
    if (message.change() > processedChange + 1) {
      resync();
      return false;
    }
    processedChange = message.change();
    listener.happened(message.event());
    return true;
  }

  boolean state(Link link, ServerMessage.SessionState message) {
    if (state != State.OPEN
        || !message.session().equals(id)
        || message.change() < processedChange
        || !isMain(link)) {
      return false;
    }
    processedChange = message.change();
    resyncing = false;
    listener.state(message);
    return true;
  }

  boolean gone(Link link, ServerMessage.SessionGone message) {
    if (!message.session().equals(id) || !isMain(link)) {
      return false;
    }
    if (state == State.CLOSING) {
      closed();
      return true;
    }
    if (state != State.OPEN) {
      return false;
    }
    env.act(new ClientAction.Log(true, "session " + id + " has ended at the coordinator"));
    begin();
    listener.gone();
    links.dropAll("its session has ended");
    return true;
  }

  /** Attaches again at the main node, to be told the whole state; once until it is told. */
  void resync() {
    if (state == State.OPEN && !resyncing) {
      links.main().ifPresent(this::attach);
      resyncing = links.main().isPresent();
    }
  }

  /**
   * Ends the session at the coordinator.
   *
   * @param boundNanos how long to wait for its answer
   */
  void end(long boundNanos) {
    if (state == State.NONE || state == State.CLOSED || openNumber == 0) {
      closed();
      return;
    }
    state = State.CLOSING;
    env.after(RENEW, boundNanos, this::closed);
    atMain();
  }

  /** Leaves the session to its lease: something of it still runs. */
  void leave() {
    closed();
  }

  /** Whether it is wanted: it is opened, open, or being closed. */
  boolean isLive() {
    return state == State.OPENING || state == State.OPEN || state == State.CLOSING;
  }

  private boolean isMain(Link link) {
    return links.main().filter(m -> m == link).isPresent();
  }

  private void begin() {
    id = new SessionId(env.random().nextLong(), env.random().nextLong());
    state = State.OPENING;
    attachment = 0;
    processedChange = 0;
    openNumber = 0;
    resyncing = false;
    env.timers().cancel(RENEW);
    keeper.sessionGone();
  }

  private void attach(Link link) {
    attachment++;
    env.send(link, new ClientMessage.Attach(id, attachment, processedChange));
  }

  private void atMain() {
    switch (state) {
      case OPENING -> links.forChanges().ifPresent(this::open);
      case OPEN -> {
        if (links.main().isPresent()) {
          renew();
          listener.attachedAtMain();
        }
      }
      case CLOSING -> links.main().ifPresent(main -> env.send(main, new ClientMessage.Close(id)));
      case NONE, CLOSED -> {}
    }
  }

  /** Sends the open: always under its first number, so that it counts from its first send. */
  private void open(Link link) {
    if (openNumber == 0) {
      openNumber = keeper.next();
    }
    long ttlMillis = env.settings().timings().ttl().toMillis();
    env.send(link, new ClientMessage.Open(id, openNumber, ttlMillis, env.settings().label()));
    env.after(RENEW, openPatienceNanos(), this::openAgain);
  }

  private void openAgain() {
    links
        .main()
        .filter(main -> env.nanos() - main.heardAtNanos() >= openPatienceNanos())
        .ifPresent(main -> links.drop(main, "silent while the session opens"));
    atMain();
  }

  private long openPatienceNanos() {
    return Math.max(env.settings().ttlNanos() / 4, MIN_OPEN_PATIENCE_NANOS);
  }

  private void renew() {
    env.after(RENEW, renewals.intervalNanos(), this::renew);
    renewals.send(id, processedChange);
  }

  private void closed() {
    if (state == State.CLOSED) {
      return;
    }
    state = State.CLOSED;
    env.timers().cancel(RENEW);
    keeper.sessionGone();
    listener.closed();
  }
}
