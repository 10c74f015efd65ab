package dev.incumbent.client;

import dev.incumbent.session.client.ClientAction;
import dev.incumbent.session.client.ClientEvent;
import dev.incumbent.session.client.ClientProtocol;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.OptionalLong;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The one thread on which a client's protocol runs: takes an event, lets the protocol decide, and
 * does what it says.
 *
 * <p>Its inbox holds at most what users' calls (bounded by the protocol), candidacies' steps and
 * the streams' windows put into it. No user code runs on this thread (C-2).
 *
 * <p>Threads: {@link #tell} by any thread, which it never blocks.
 */
final class ClientActor {
  private static final Logger LOG = System.getLogger("dev.incumbent.client");

  /** While user code runs that may become slow, it is looked at that often. */
  private static final long CHECK_NANOS = 250_000_000;

  private final LinkedBlockingQueue<ClientEvent> inbox = new LinkedBlockingQueue<>();
  private final ClientProtocol protocol;
  private final Clocks clocks;
  private final ClientHands hands;
  private final SlowCallbacks slow;
  private final BooleanSupplier over;

  /**
   * @param over whether the client is closed and nothing of it runs any more: the thread ends
   */
  ClientActor(
      ClientProtocol protocol,
      Clocks clocks,
      ClientHands hands,
      SlowCallbacks slow,
      BooleanSupplier over) {
    this.protocol = protocol;
    this.clocks = clocks;
    this.hands = hands;
    this.slow = slow;
    this.over = over;
  }

  void tell(ClientEvent event) {
    inbox.add(event);
  }

  /** The thread's work: until the client is over. */
  void run() {
    turn(new ClientEvent.Started());
    while (!over.getAsBoolean()) {
      try {
        turn(next());
      } catch (InterruptedException e) {
        LOG.log(Level.DEBUG, "the protocol thread was interrupted and goes on", e);
      }
      slow.check();
    }
  }

  private ClientEvent next() throws InterruptedException {
    ClientEvent ready = inbox.poll();
    if (ready != null) {
      return ready;
    }
    OptionalLong wakeAt = protocol.wakeAtNanos();
    if (wakeAt.isEmpty() && !slow.any()) {
      return inbox.take();
    }
    long wait = wakeAt.isPresent() ? wakeAt.getAsLong() - clocks.nanos() : CHECK_NANOS;
    long bounded = slow.any() ? Math.min(wait, CHECK_NANOS) : wait;
    ClientEvent event = inbox.poll(Math.max(bounded, 0), TimeUnit.NANOSECONDS);
    return event == null ? new ClientEvent.Woken() : event;
  }

  /** One turn. A fault of ours must not end the renewals of every candidacy: it is logged. */
  private void turn(ClientEvent event) {
    try {
      protocol.on(event, clocks.read()).forEach(this::obey);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "the client's protocol failed on a " + event.getClass(), e);
    }
    hands.taken(event);
  }

  private void obey(ClientAction action) {
    try {
      action.match(hands);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "the client failed to do a " + action.getClass(), e);
    }
  }
}
