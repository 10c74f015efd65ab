package dev.incumbent.coordinator.host;

import dev.incumbent.coordinator.LogEntry;
import dev.incumbent.session.PeerMessage;
import dev.incumbent.session.ServerMessage;

/**
 * What the session host wants done, in this order. The host around it obeys and decides nothing.
 */
public sealed interface HostAction {
  /** One method for each kind of action, so that none is forgotten. */
  interface Cases {
    void submit(Submit action);

    void send(Send action);

    void closeStream(CloseStream action);

    void sendPeer(SendPeer action);

    void wakeAt(WakeAt action);

    void log(Log action);
  }

  /** Takes the action apart: calls the one method of {@code cases} that is its kind's. */
  void match(Cases cases);

  /** Submit this entry to the log: answered by {@code EntryApplied} or {@code SubmitFailed}. */
  record Submit(LogEntry entry) implements HostAction {
    @Override
    public void match(Cases cases) {
      cases.submit(this);
    }
  }

  /** Send to a client; dropped if the stream is gone. */
  record Send(long stream, ServerMessage message) implements HostAction {
    @Override
    public void match(Cases cases) {
      cases.send(this);
    }
  }

  /** End a stream after what was sent on it. */
  record CloseStream(long stream) implements HostAction {
    @Override
    public void match(Cases cases) {
      cases.closeStream(this);
    }
  }

  /** Send to a peer; dropped if it is not connected. */
  record SendPeer(String node, PeerMessage message) implements HostAction {
    @Override
    public void match(Cases cases) {
      cases.sendPeer(this);
    }
  }

  /** Wake the host at this reading of its clock, unless a later {@code WakeAt} replaces it. */
  record WakeAt(long nanos) implements HostAction {
    @Override
    public void match(Cases cases) {
      cases.wakeAt(this);
    }
  }

  /** Something worth a line in the node's log. */
  record Log(boolean warning, String message) implements HostAction {
    @Override
    public void match(Cases cases) {
      cases.log(this);
    }
  }
}
