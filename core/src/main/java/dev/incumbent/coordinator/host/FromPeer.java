package dev.incumbent.coordinator.host;

import dev.incumbent.session.PeerMessage;

/** One message of another node. Each case returns whether it is a sign of life to a leader. */
final class FromPeer implements PeerMessage.Cases<Boolean> {
  private final Roles roles;
  private final String node;

  FromPeer(Roles roles, String node) {
    this.roles = roles;
    this.node = node;
  }

  /** The transport's handshake: it has happened before anything is told here. */
  @Override
  public Boolean hello(PeerMessage.Hello message) {
    return false;
  }

  @Override
  public Boolean attachments(PeerMessage.Attachments message) {
    roles.hearing.attachments(node);
    roles.closings.told(node, message.attachments());
    return true;
  }

  @Override
  public Boolean probe(PeerMessage.Probe message) {
    roles.hearing.probe(node);
    if (roles.situation.leads()) {
      roles.proposals.waiters().probe(node, message.number());
    }
    return true;
  }

  @Override
  public Boolean confirmed(PeerMessage.Confirmed message) {
    roles.freshness.confirmed(message.number(), message.index());
    return false;
  }
}
