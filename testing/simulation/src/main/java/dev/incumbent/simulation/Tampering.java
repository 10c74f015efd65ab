package dev.incumbent.simulation;

import dev.incumbent.coordinator.LogEntry;
import dev.incumbent.coordinator.host.HostAction;
import dev.incumbent.coordinator.host.HostEvent;
import dev.incumbent.session.ServerMessage;
import dev.incumbent.session.client.ClientAction;
import java.util.List;

/**
 * Where a test undoes one rule between the production code and the hosts that obey it: a simulation
 * that has never convicted anything proves nothing. What is shipped changes nothing.
 */
interface Tampering {
  /** Obeys. */
  Tampering NONE = new Tampering() {};

  /** What enters the log in that term. */
  default LogEntry entering(long term, LogEntry entry) {
    return entry;
  }

  /** What a node's clock shows when that happens. */
  default long nodeNanos(HostEvent event, long nanos) {
    return nanos;
  }

  /** What a node does after that has happened. */
  default List<HostAction> nodeActions(HostEvent event, List<HostAction> actions) {
    return actions;
  }

  /** What a client does. */
  default List<ClientAction> clientActions(List<ClientAction> actions) {
    return actions;
  }

  /** What a client receives; empty for nothing. */
  default List<ServerMessage> received(ServerMessage message) {
    return List.of(message);
  }

  /** Whether the storage takes a write. */
  default boolean admits(boolean admitted) {
    return admitted;
  }
}
