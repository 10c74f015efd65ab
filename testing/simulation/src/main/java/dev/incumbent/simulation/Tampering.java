package dev.incumbent.simulation;

import dev.incumbent.coordinator.CoordinatorState;
import dev.incumbent.coordinator.LogEntry;
import dev.incumbent.coordinator.host.HostAction;
import dev.incumbent.coordinator.host.HostEvent;
import dev.incumbent.session.ServerMessage;
import dev.incumbent.session.client.ClientAction;
import dev.incumbent.session.client.ClockReading;
import dev.incumbent.store.StoreAction;
import dev.incumbent.store.StoreEvent;
import dev.incumbent.store.StoredRecord;
import java.util.List;

/**
 * Where a test undoes one rule between the production code and the hosts that obey it: a simulation
 * that has never convicted anything proves nothing. What is shipped changes nothing.
 */
interface Tampering {
  /** Obeys. */
  Tampering NONE = new Tampering() {};

  /** What enters the log in that term, after what made this state. */
  default LogEntry entering(long term, LogEntry entry, CoordinatorState state) {
    return entry;
  }

  /** What a node is told. */
  default HostEvent nodeEvent(HostEvent event) {
    return event;
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

  /** What the node of a client of records is told. */
  default StoreEvent storeEvent(StoreEvent event) {
    return event;
  }

  /** What its clocks show when that happens. */
  default ClockReading storeReading(StoreEvent event, ClockReading reading) {
    return reading;
  }

  /** What it does after that has happened. */
  default List<StoreAction> storeActions(StoreEvent event, List<StoreAction> actions) {
    return actions;
  }

  /** Whether a store of records keeps what was just written. */
  default boolean keeps(StoredRecord record) {
    return true;
  }

  /** Whether a store of records sets a record, of which it was found out whether it fits. */
  default boolean sets(boolean fits) {
    return fits;
  }

  /** Whether the storage takes a write. */
  default boolean admits(boolean admitted) {
    return admitted;
  }
}
