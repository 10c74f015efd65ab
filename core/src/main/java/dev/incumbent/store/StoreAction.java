package dev.incumbent.store;

import dev.incumbent.election.ElectionName;
import dev.incumbent.session.ServerMessage;

/** What the {@link StoreHost} wants done, in this order. Each call is answered by its number. */
public sealed interface StoreAction {
  /** One method for each kind of action, so that none is forgotten. */
  interface Cases {
    void send(Send action);

    void identify(Identify action);

    void read(Read action);

    void compareAndSet(CompareAndSet action);

    void list(ListNames action);

    void log(Log action);
  }

  /** Takes the action apart: calls the one method of {@code cases} that is its kind's. */
  void match(Cases cases);

  /** Tell the client; dropped if the connection is gone. */
  record Send(long connection, ServerMessage message) implements StoreAction {
    @Override
    public void match(Cases cases) {
      cases.send(this);
    }
  }

  /** Ask for {@link LeaseStore#clusterId}. */
  record Identify(long call) implements StoreAction {
    @Override
    public void match(Cases cases) {
      cases.identify(this);
    }
  }

  /** Read a record. */
  record Read(long call, ElectionName election) implements StoreAction {
    @Override
    public void match(Cases cases) {
      cases.read(this);
    }
  }

  /** Set a record if it has that version; 0: if there is none. */
  record CompareAndSet(long call, ElectionName election, long ifVersion, StoredRecord next)
      implements StoreAction {
    @Override
    public void match(Cases cases) {
      cases.compareAndSet(this);
    }
  }

  /** Ask for a page of names. */
  record ListNames(long call, String prefix, String after, int limit) implements StoreAction {
    @Override
    public void match(Cases cases) {
      cases.list(this);
    }
  }

  /** Something worth a line in the log. */
  record Log(boolean warning, String message) implements StoreAction {
    @Override
    public void match(Cases cases) {
      cases.log(this);
    }
  }
}
