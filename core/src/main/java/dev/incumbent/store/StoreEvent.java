package dev.incumbent.store;

import dev.incumbent.election.ElectionName;
import dev.incumbent.error.Failure;
import dev.incumbent.session.ClientMessage;
import java.util.List;
import java.util.Optional;

/** What the {@link StoreHost} is told. */
public sealed interface StoreEvent {
  /** One method for each kind of event, so that none is forgotten. */
  interface Cases {
    void received(Received event);

    void disconnected(Disconnected event);

    void identified(Identified event);

    void read(Read event);

    void wasSet(WasSet event);

    void listed(Listed event);

    void failed(Failed event);

    void changed(Changed event);

    void woken(Woken event);
  }

  /** Takes the event apart: calls the one method of {@code cases} that is its kind's. */
  void match(Cases cases);

  /** The client sent something; its first message makes the connection. */
  record Received(long connection, ClientMessage message) implements StoreEvent {
    @Override
    public void match(Cases cases) {
      cases.received(this);
    }
  }

  /** The client ended a connection. */
  record Disconnected(long connection) implements StoreEvent {
    @Override
    public void match(Cases cases) {
      cases.disconnected(this);
    }
  }

  /** The storage said what its tokens belong to. */
  record Identified(long call, String cluster) implements StoreEvent {
    @Override
    public void match(Cases cases) {
      cases.identified(this);
    }
  }

  /** A record was read; empty if there is none. */
  record Read(long call, Optional<StoredRecord> stored) implements StoreEvent {
    @Override
    public void match(Cases cases) {
      cases.read(this);
    }
  }

  /** A write was answered; {@code false}: the version was another, and nothing changed. */
  record WasSet(long call, boolean done) implements StoreEvent {
    @Override
    public void match(Cases cases) {
      cases.wasSet(this);
    }
  }

  /** A page of names. */
  record Listed(long call, List<ElectionName> names) implements StoreEvent {
    public Listed {
      names = List.copyOf(names);
    }

    @Override
    public void match(Cases cases) {
      cases.listed(this);
    }
  }

  /**
   * A call failed, or was not answered in time.
   *
   * @param failure {@code UNAVAILABLE} if surely nothing took effect; otherwise a write may have,
   *     or may yet
   */
  record Failed(long call, Failure failure) implements StoreEvent {
    @Override
    public void match(Cases cases) {
      cases.failed(this);
    }
  }

  /** The storage says that a record was changed. */
  record Changed(ElectionName election) implements StoreEvent {
    @Override
    public void match(Cases cases) {
      cases.changed(this);
    }
  }

  /** The time has come that {@link StoreHost#wakeAtNanos} told. */
  record Woken() implements StoreEvent {
    @Override
    public void match(Cases cases) {
      cases.woken(this);
    }
  }
}
