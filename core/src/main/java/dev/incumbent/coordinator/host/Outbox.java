package dev.incumbent.coordinator.host;

import dev.incumbent.session.PeerMessage;
import dev.incumbent.session.ServerMessage;
import java.util.ArrayList;
import java.util.List;

/** Collects what one event makes the host want, in order. */
final class Outbox {
  private List<HostAction> actions = new ArrayList<>();

  void send(long stream, ServerMessage message) {
    actions.add(new HostAction.Send(stream, message));
  }

  void sendPeer(String node, PeerMessage message) {
    actions.add(new HostAction.SendPeer(node, message));
  }

  void add(HostAction action) {
    actions.add(action);
  }

  void warn(String message) {
    actions.add(new HostAction.Log(true, message));
  }

  void note(String message) {
    actions.add(new HostAction.Log(false, message));
  }

  List<HostAction> drain() {
    List<HostAction> drained = actions;
    actions = new ArrayList<>();
    return List.copyOf(drained);
  }
}
