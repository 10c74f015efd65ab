package dev.incumbent.simulation;

import dev.incumbent.coordinator.Command;
import dev.incumbent.coordinator.CoordinatorState;
import dev.incumbent.coordinator.LogEntry;
import dev.incumbent.coordinator.host.HostAction;
import dev.incumbent.coordinator.host.HostEvent;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.ServerMessage;
import dev.incumbent.session.client.ClientAction;
import dev.incumbent.session.client.ClockReading;
import dev.incumbent.session.client.Lease;
import dev.incumbent.store.StoreAction;
import dev.incumbent.store.StoreEvent;
import dev.incumbent.store.StoredRecord;
import java.util.ArrayList;
import java.util.List;

/** Rules undone one by one, between the production code and the simulated world. */
enum Broken implements Tampering {
  /** S-3: the storage takes what carries another token. */
  STORE_WITHOUT_CHECK {
    @Override
    public boolean admits(boolean admitted) {
      return true;
    }
  },

  /** Lease rule 1: who believes to lead acknowledges a renewal as it arrives. */
  RULE_1_AT_ONCE {
    @Override
    public List<HostAction> nodeActions(HostEvent event, List<HostAction> actions) {
      boolean elsewhere =
          actions.stream()
              .anyMatch(
                  it ->
                      it instanceof HostAction.Send send
                          && send.message() instanceof ServerMessage.Leader);
      if (elsewhere
          || !(event instanceof HostEvent.Received received)
          || !(received.message() instanceof ClientMessage.Renew renew)) {
        return actions;
      }
      List<HostAction> more = new ArrayList<>(actions);
      more.add(
          new HostAction.Send(
              received.stream(),
              new ServerMessage.Renewed(
                  renew.session(), renew.renewal(), renew.processedChange())));
      return more;
    }
  },

  /** Lease rule 3: an expiry counts in whatever term its entry is. */
  RULE_3_ANY_TERM {
    @Override
    public LogEntry entering(long term, LogEntry entry, CoordinatorState state) {
      List<Command> commands =
          entry.commands().stream()
              .map(
                  it ->
                      it instanceof Command.ExpireSession expiry
                          ? new Command.ExpireSession(expiry.session(), term)
                          : it)
              .toList();
      return new LogEntry(
          entry.randomHigh(), entry.randomLow(), entry.submittedAtMillis(), commands);
    }
  },

  /** Lease rule 2: a new leader counts leases from before it became ready. */
  RULE_2_NO_NEW_TTL {
    @Override
    public long nodeNanos(HostEvent event, long nanos) {
      return event instanceof HostEvent.BecameReady ? nanos - 60_000 * Agenda.MILLI : nanos;
    }
  },

  /** Lease rule 4: what was lost is not called lost. */
  RULE_4_HELD_AGAIN {
    @Override
    public List<ClientAction> clientActions(List<ClientAction> actions) {
      return actions.stream()
          .filter(
              action ->
                  !(action instanceof ClientAction.LeaseLost)
                      && !(action instanceof ClientAction.Stop))
          .toList();
    }
  },

  /** Lease rule 5: an acknowledgement moves the deadline whatever was not processed. */
  RULE_5_UNPROCESSED {
    @Override
    public List<ServerMessage> received(ServerMessage message) {
      if (message instanceof ServerMessage.Event) {
        return List.of();
      }
      return message instanceof ServerMessage.Renewed renewed
          ? List.of(new ServerMessage.Renewed(renewed.session(), renewed.renewal(), 0))
          : List.of(message);
    }
  },

  /** S-7: a deadline leaves out the margin and the way of a renewal, and that clocks differ. */
  DEADLINE_WITHOUT_MARGIN {
    @Override
    public List<ClientAction> clientActions(List<ClientAction> actions) {
      return actions.stream().map(Broken::later).toList();
    }
  },

  /** Records, lease rule 1: a renewal is acknowledged as it arrives. */
  RECORDS_ACKNOWLEDGE_AT_ONCE {
    @Override
    public List<StoreAction> storeActions(StoreEvent event, List<StoreAction> actions) {
      List<StoreAction> more = new ArrayList<>(actions);
      if (event instanceof StoreEvent.Received received
          && received.message() instanceof ClientMessage.Renew renew) {
        more.add(
            new StoreAction.Send(
                received.connection(),
                new ServerMessage.Renewed(
                    renew.session(), renew.renewal(), renew.processedChange())));
      }
      return more;
    }
  },

  /**
   * Records, S-2: a lease counts as over half a second before the record was long enough as it is.
   */
  RECORDS_LEASE_OVER_EARLY {
    @Override
    public ClockReading storeReading(StoreEvent event, ClockReading reading) {
      return event instanceof StoreEvent.Woken
          ? new ClockReading(reading.nanos() + 500 * Agenda.MILLI, reading.wallMillis())
          : reading;
    }
  },

  /** Records: a write whose reply was lost counts as one that surely changed nothing. */
  RECORDS_LOST_REPLY_IS_REFUSED {
    @Override
    public StoreEvent storeEvent(StoreEvent event) {
      return event instanceof StoreEvent.Failed failed
          ? new StoreEvent.Failed(
              failed.call(), Failure.of(FailureCode.UNAVAILABLE, failed.failure().message()))
          : event;
    }
  },

  /** Records, S-1: a release leaves no record behind, and so no last token. */
  RECORDS_RELEASE_FORGETS {
    @Override
    public boolean keeps(StoredRecord record) {
      return !record.holder().isEmpty();
    }
  },

  /** Records: a record is set whatever its version is. */
  RECORDS_WITHOUT_VERSION {
    @Override
    public boolean sets(boolean fits) {
      return true;
    }
  };

  private static ClientAction later(ClientAction action) {
    if (!(action instanceof ClientAction.LeaseMoved moved)) {
      return action;
    }
    Lease lease = moved.lease();
    long valid = lease.deadlineNanos() - lease.sentAt().nanos();
    return new ClientAction.LeaseMoved(
        moved.generation(),
        new Lease(lease.sentAt(), lease.deadlineNanos() + valid / 4, lease.maxWallGainMillis()));
  }
}
