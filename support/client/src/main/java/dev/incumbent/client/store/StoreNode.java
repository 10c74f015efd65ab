package dev.incumbent.client.store;

import dev.incumbent.client.Clocks;
import dev.incumbent.client.Daemon;
import dev.incumbent.client.Transport;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.client.ClientEvent;
import dev.incumbent.store.LeaseStore;
import dev.incumbent.store.StoreAction;
import dev.incumbent.store.StoreEvent;
import dev.incumbent.store.StoreHost;
import dev.incumbent.time.RandomSource;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A client's private node: the one thread on which its {@link StoreHost} decides, and the client's
 * connection to it, which nothing can cut.
 *
 * <p>Its inbox holds at most what the client's protocol has under way, and one answer for each call
 * of the store.
 *
 * <p>Threads: the methods of {@link Transport} by the client's protocol thread, {@link #tell} by
 * any; none blocks.
 */
final class StoreNode implements Transport {
  private static final Logger LOG = System.getLogger("dev.incumbent.client.store");

  /** How long closing waits for calls of the store that are under way. */
  private static final long CLOSE_MILLIS = 2_000;

  /**
   * What a node is made of.
   *
   * @param ttl of the client's session: calls are given up long before it is over
   */
  record Setup(LeaseStore store, String label, Clocks clocks, RandomSource random, Duration ttl) {}

  private final LinkedBlockingQueue<StoreEvent> inbox = new LinkedBlockingQueue<>();
  private final Setup setup;
  private final Consumer<ClientEvent> client;
  private final StoreHost host;
  private final StoreCalls calls;
  private final Hands hands = new Hands();
  private final CountDownLatch letGo = new CountDownLatch(1);
  private volatile boolean closed;

  private StoreNode(Setup setup, Consumer<ClientEvent> client) {
    this.setup = setup;
    this.client = client;
    host =
        new StoreHost(
            setup.label(), setup.store().capabilities(), setup.random(), setup.clocks().read());
    calls = new StoreCalls(setup.clocks(), setup.ttl(), this::tell);
  }

  /** Begins to serve the client that is told by {@code client}. */
  static StoreNode start(Setup setup, Consumer<ClientEvent> client) {
    StoreNode node = new StoreNode(setup, client);
    setup.store().onChange(election -> node.tell(new StoreEvent.Changed(election)));
    Daemon.thread("incumbent-store-" + setup.label(), node::run).start();
    return node;
  }

  @Override
  public void connect(long connection, String address) {
    // The first message makes the connection.
  }

  @Override
  public void send(long connection, ClientMessage message) {
    tell(new StoreEvent.Received(connection, message));
  }

  @Override
  public void taken(long connection) {
    // What is under way is bounded by what the client asks for.
  }

  @Override
  public void disconnect(long connection) {
    tell(new StoreEvent.Disconnected(connection));
  }

  @Override
  public void close() {
    closed = true;
    tell(new StoreEvent.Woken());
  }

  @Override
  public void awaitClosed() throws InterruptedException {
    if (!letGo.await(CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
      LOG.log(Level.WARNING, "{0} is closed, but a call of it has not returned", setup.label());
    }
  }

  private void tell(StoreEvent event) {
    inbox.add(event);
  }

  private void run() {
    while (!closed) {
      try {
        turn(next());
      } catch (InterruptedException e) {
        LOG.log(Level.DEBUG, "the node's thread was interrupted and goes on", e);
      }
      calls.giveUpLate();
    }
    calls.close();
    setup.store().close();
    awaitCalls();
  }

  /** A call that hangs for ever keeps this thread, too; nobody waits for it that long. */
  private void awaitCalls() {
    try {
      calls.awaitEnd();
      letGo.countDown();
    } catch (InterruptedException e) {
      LOG.log(Level.DEBUG, "the node's thread was interrupted and ends", e);
    }
  }

  private StoreEvent next() throws InterruptedException {
    long now = setup.clocks().nanos();
    OptionalLong wake = host.wakeAtNanos();
    OptionalLong late = calls.nextLateNanos();
    if (wake.isEmpty() && late.isEmpty()) {
      return inbox.take();
    }
    long wait = wake.isPresent() ? wake.getAsLong() - now : late.getAsLong() - now;
    long bounded = late.isPresent() ? Math.min(wait, late.getAsLong() - now) : wait;
    StoreEvent event = inbox.poll(Math.max(bounded, 0), TimeUnit.NANOSECONDS);
    return event == null ? new StoreEvent.Woken() : event;
  }

  /** One turn. A fault of ours must not end the renewals: it is logged. */
  private void turn(StoreEvent event) {
    try {
      for (StoreAction action : host.on(event, setup.clocks().read())) {
        action.match(hands);
      }
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "the node failed on a " + event.getClass(), e);
    }
  }

  private final class Hands implements StoreAction.Cases {
    @Override
    public void send(StoreAction.Send action) {
      client.accept(new ClientEvent.Received(action.connection(), action.message()));
    }

    @Override
    public void identify(StoreAction.Identify action) {
      long call = action.call();
      calls.read(call, () -> new StoreEvent.Identified(call, setup.store().clusterId()));
    }

    @Override
    public void read(StoreAction.Read action) {
      long call = action.call();
      calls.read(call, () -> new StoreEvent.Read(call, setup.store().read(action.election())));
    }

    @Override
    public void compareAndSet(StoreAction.CompareAndSet action) {
      long call = action.call();
      calls.write(
          call,
          () ->
              new StoreEvent.WasSet(
                  call,
                  setup
                      .store()
                      .compareAndSet(action.election(), action.ifVersion(), action.next())));
    }

    @Override
    public void list(StoreAction.ListNames action) {
      long call = action.call();
      calls.read(
          call,
          () ->
              new StoreEvent.Listed(
                  call, setup.store().list(action.prefix(), action.after(), action.limit())));
    }

    @Override
    public void log(StoreAction.Log action) {
      LOG.log(action.warning() ? Level.WARNING : Level.INFO, action.message());
    }
  }
}
