package dev.incumbent.store;

import dev.incumbent.codec.WireFormat;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.ServerMessage;
import dev.incumbent.session.client.ClockReading;
import dev.incumbent.time.RandomSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The coordinator of one client over a store of records: it answers the client as a node of a
 * cluster would, and does what that takes by reading records and setting them if they have not
 * changed. Every process has its own; they meet in the records only.
 *
 * <p>Guarantees: S-1 and S-5 by the rules of the state machine that the records keep, and {@link
 * Track} for records that go back; S-2 and S-7 by {@link Watches} (others) and {@link Renewing}
 * (oneself); lease rule 5 by {@link OwnSession} and {@link Told}; S-9 by {@link Doubts}; L-4 by
 * {@link Turn}; I13 by {@link StoreObservers}.
 *
 * <p>NOT guaranteed: anything about a record that was deleted or put back when no process was there
 * that had seen it: a new one grants from token 1 then, and only a fence finds that out. Nobody's
 * closing or silence is seen before its lease is over: {@code ON_SUSPICION} is as {@code
 * AFTER_LEASE} here, but for a revocation. There is no key-value storage.
 *
 * <p>Threads: one at a time; nothing blocks. Time: the clocks' readings given with each event, the
 * monotonic one never going back; of the wall clock only what people are shown. Given the same
 * events, times and random numbers it decides the same.
 */
public final class StoreHost {
  private final Desk desk;
  private final Calls calls;
  private final NodeSelf self;
  private final StoreObservers observers;
  private final Tracks tracks;
  private final Renewing renewing;
  private final Sessions sessions;
  private final StoreReads reads;
  private final Contact contact;

  /**
   * A host of a client that has not connected yet.
   *
   * @param label where the records are, for people
   */
  public StoreHost(
      String label, StoreCapabilities capabilities, RandomSource random, ClockReading now) {
    desk = new Desk(random, capabilities, now);
    calls = new Calls(desk);
    self = new NodeSelf(label);
    observers = new StoreObservers(desk, calls);
    tracks = new Tracks(desk, calls, observers::accepted);
    observers.follow(tracks);
    renewing = new Renewing(desk, calls, tracks);
    sessions = new Sessions(desk, tracks, renewing);
    reads = new StoreReads(desk, calls, tracks, self);
    contact = new Contact(desk, calls, self);
  }

  /** Something happened at that time: what is to be done now, in this order. */
  public List<StoreAction> on(StoreEvent event, ClockReading now) {
    desk.begin(now);
    event.match(new Dispatch());
    tracks.wake();
    do {
      renewing.settle(tracks.settle());
    } while (tracks.anyTouched());
    observers.settle();
    sessions.settle();
    contact.settle();
    return desk.take();
  }

  /** When {@link StoreEvent.Woken} is due, if nothing happens before. */
  public OptionalLong wakeAtNanos() {
    return Times.earlier(
        Times.earlier(tracks.wakeAt(), contact.wakeAt()),
        Times.earlier(renewing.wakeAt(), observers.wakeAt()));
  }

  private final class Dispatch implements StoreEvent.Cases {
    @Override
    public void received(StoreEvent.Received event) {
      event.message().match(new FromClient(event.connection()));
    }

    @Override
    public void disconnected(StoreEvent.Disconnected event) {
      observers.disconnected(event.connection());
      contact.disconnected(event.connection());
    }

    @Override
    public void identified(StoreEvent.Identified event) {
      calls.identified(event);
    }

    @Override
    public void read(StoreEvent.Read event) {
      contact.answered();
      calls.read(event);
    }

    @Override
    public void wasSet(StoreEvent.WasSet event) {
      contact.answered();
      calls.wasSet(event);
    }

    @Override
    public void listed(StoreEvent.Listed event) {
      contact.answered();
      calls.listed(event);
    }

    @Override
    public void failed(StoreEvent.Failed event) {
      contact.failed(event.failure());
      calls.failed(event);
    }

    @Override
    public void changed(StoreEvent.Changed event) {
      tracks.changed(event.election());
    }

    @Override
    public void woken(StoreEvent.Woken event) {}
  }

  private final class FromClient implements ClientMessage.Cases<Boolean> {
    private final long connection;

    FromClient(long connection) {
      this.connection = connection;
    }

    @Override
    public Boolean hello(ClientMessage.Hello message) {
      calls.identify(new Greeting(connection, message));
      return true;
    }

    @Override
    public Boolean attach(ClientMessage.Attach message) {
      sessions.attach(connection, message);
      return true;
    }

    @Override
    public Boolean open(ClientMessage.Open message) {
      sessions.open(connection, message);
      return true;
    }

    @Override
    public Boolean renew(ClientMessage.Renew message) {
      sessions.renew(connection, message);
      return true;
    }

    @Override
    public Boolean request(ClientMessage.Request message) {
      sessions.request(connection, message);
      return true;
    }

    @Override
    public Boolean close(ClientMessage.Close message) {
      sessions.close(connection, message);
      return true;
    }

    @Override
    public Boolean read(ClientMessage.Read message) {
      reads.arrived(connection, message);
      return true;
    }

    @Override
    public Boolean observe(ClientMessage.Observe message) {
      observers.observe(connection, message);
      return true;
    }

    @Override
    public Boolean unobserve(ClientMessage.Unobserve message) {
      observers.unobserve(connection, message.id());
      return true;
    }
  }

  /** Welcomes the client once it is known whose tokens these are. */
  private final class Greeting implements Calls.Naming {
    private final long connection;
    private final ClientMessage.Hello hello;

    Greeting(long connection, ClientMessage.Hello hello) {
      this.connection = connection;
      this.hello = hello;
    }

    @Override
    public void identified(String cluster) {
      Optional<String> met = hello.cluster().filter(it -> !it.equals(cluster));
      if (met.isPresent()) {
        refuse(
            Failure.of(
                FailureCode.REJECTED,
                "these records belong to cluster " + cluster + ", not to " + met.get()));
        return;
      }
      self.identified(cluster);
      List<String> addresses = List.of(self.label());
      desk.send(
          connection, new ServerMessage.Welcome(WireFormat.VERSION, cluster, "store", addresses));
      contact.greeted(connection);
    }

    @Override
    public void failed(Failure failure) {
      refuse(Failure.of(FailureCode.UNAVAILABLE, failure.message()));
    }

    private void refuse(Failure failure) {
      desk.send(connection, new ServerMessage.Refused(failure));
    }
  }
}
