package dev.incumbent.simulation;

import dev.incumbent.coordinator.host.HostEvent;
import dev.incumbent.session.ServerMessage;
import dev.incumbent.session.client.ClientAction;
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
