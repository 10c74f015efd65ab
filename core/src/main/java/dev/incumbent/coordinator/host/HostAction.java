package dev.incumbent.coordinator.host;

import dev.incumbent.coordinator.LogEntry;
import dev.incumbent.session.PeerMessage;
import dev.incumbent.session.ServerMessage;

/**
 * What the session host wants done, in this order. The host around it obeys and decides nothing.
 */
public sealed interface HostAction {
  /** Submit this entry to the log: answered by {@code EntryApplied} or {@code SubmitFailed}. */
  record Submit(LogEntry entry) implements HostAction {}

  /** Send to a client; dropped if the stream is gone. */
  record Send(long stream, ServerMessage message) implements HostAction {}

  /** End a stream after what was sent on it. */
  record CloseStream(long stream) implements HostAction {}

  /** Send to a peer; dropped if it is not connected. */
  record SendPeer(String node, PeerMessage message) implements HostAction {}

  /** Wake the host at this reading of its clock, unless a later {@code WakeAt} replaces it. */
  record WakeAt(long nanos) implements HostAction {}

  /** Something worth a line in the node's log. */
  record Log(boolean warning, String message) implements HostAction {}
}
