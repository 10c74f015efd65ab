package dev.incumbent.coordinator.host;

import dev.incumbent.coordinator.Command;
import dev.incumbent.coordinator.SessionEvent;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.Revocation;
import dev.incumbent.session.PeerMessage;
import java.util.List;

/**
 * A leader named a with a session, and its peers b and c, which tell it whose streams they saw
 * closed.
 */
abstract class ClosingsScene {
  static final long TTL = 60_000;

  final HostHarness node = HostHarness.ofThree("a");
  final TestClient client = new TestClient(7);
  long probe;

  SessionEvent.Granted granted(Revocation revocation) {
    node.lead(1);
    hear("b");
    hear("c");
    client.attach(node, 1);
    tell("b", 2, false);
    tell("c", 3, false);
    client.attachment = 3;
    node.receive(1, client.open(TTL));
    node.commitAll(1);
    return client.campaign(node, 1, 1, revocation);
  }

  void hear(String peer) {
    node.on(new HostEvent.PeerConnected(peer, true));
    probe(peer);
    node.commitAll(1);
  }

  void probe(String peer) {
    probe++;
    node.on(new HostEvent.PeerReceived(peer, new PeerMessage.Probe(probe)));
  }

  void tell(String peer, long attachment, boolean closed) {
    node.on(
        new HostEvent.PeerReceived(
            peer,
            new PeerMessage.Attachments(
                List.of(new PeerMessage.Attachment(client.session, attachment, closed)))));
  }

  static Command suspected(SessionEvent.Granted grant) {
    return new Command.EndLeadership(grant.election(), grant.token(), EndReason.CRASHED, 1);
  }
}
