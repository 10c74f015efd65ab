package dev.incumbent.simulation;

import dev.incumbent.coordinator.Command;
import dev.incumbent.coordinator.LogEntry;
import dev.incumbent.coordinator.host.HostAction;
import dev.incumbent.coordinator.host.HostEvent;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.ServerMessage;
import dev.incumbent.session.client.ClientAction;
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
    public LogEntry entering(long term, LogEntry entry) {
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
  };

  /** The first seed from 1 on that convicts it. */
  Run convicted(long seeds) {
    for (long seed = 1; seed <= seeds; seed++) {
      Run run = Simulation.run(Scenario.of(seed), this, false);
      if (run.violation().isPresent()) {
        return run;
      }
    }
    throw new AssertionError(this + " violates nothing in " + seeds + " seeds");
  }
}
