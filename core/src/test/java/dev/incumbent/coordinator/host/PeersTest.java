package dev.incumbent.coordinator.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.coordinator.Command;
import dev.incumbent.session.PeerMessage;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeersTest {
  private final HostHarness node = HostHarness.ofThree("c");
  private final TestClient client = new TestClient(7);

  private PeerMessage attachments(long number, boolean closed) {
    return new PeerMessage.Attachments(
        List.of(new PeerMessage.Attachment(client.session, number, closed)));
  }

  @Test
  void tellsANewLeaderEverythingAndThenProbes() {
    client.attach(node, 1);
    node.on(new HostEvent.PeerConnected("a", true));
    assertThat(node.takePeer("a")).isEmpty();

    node.follow("a", 2);

    assertThat(node.takePeer("a")).containsExactly(attachments(1, false), new PeerMessage.Probe(1));
  }

  @Test
  void tellsEverythingAgainToTheNextLeaderAndInTheNextTerm() {
    client.attach(node, 1);
    node.on(new HostEvent.PeerConnected("a", true));
    node.on(new HostEvent.PeerConnected("b", true));
    node.follow("a", 2);
    node.takePeer("a");

    node.follow("b", 3);
    assertThat(node.takePeer("b")).containsExactly(attachments(1, false), new PeerMessage.Probe(2));
    node.follow("b", 4);

    assertThat(node.takePeer("b")).containsExactly(attachments(1, false), new PeerMessage.Probe(3));
    assertThat(node.takePeer("a")).isEmpty();
  }

  @Test
  void tellsEverythingAgainAfterEachNewConnection() {
    client.attach(node, 1);
    node.on(new HostEvent.PeerConnected("a", true));
    node.follow("a", 2);
    node.takePeer("a");

    node.on(new HostEvent.PeerConnected("a", false));
    node.advance(5_000);
    assertThat(node.takePeer("a")).isEmpty();
    node.on(new HostEvent.PeerConnected("a", true));

    assertThat(node.takePeer("a")).hasSize(2).startsWith(attachments(1, false));
  }

  @Test
  void tellsEveryChangeAtOnce() {
    node.on(new HostEvent.PeerConnected("a", true));
    node.follow("a", 2);
    node.takePeer("a");

    client.attach(node, 1);
    client.attach(node, 2);
    node.on(new HostEvent.StreamClosed(1, true));
    node.on(new HostEvent.StreamClosed(2, true));

    assertThat(node.takePeer("a"))
        .containsExactly(attachments(1, false), attachments(2, false), attachments(2, true));
  }

  @Test
  void doesNotTellOfStreamsThatItEndedItself() {
    node.on(new HostEvent.PeerConnected("a", true));
    node.follow("a", 2);
    client.attach(node, 1);
    node.takePeer("a");

    node.on(new HostEvent.Stopping());
    node.on(new HostEvent.StreamClosed(1, true));

    assertThat(node.takePeer("a")).isEmpty();
  }

  @Test
  void tellsInPieces() {
    for (int i = 1; i <= 2_001; i++) {
      new TestClient(i).attach(node, i);
    }
    node.on(new HostEvent.PeerConnected("a", true));

    node.follow("a", 2);

    List<PeerMessage> told = node.takePeer("a");
    assertThat(told).hasSize(3);
    assertThat(((PeerMessage.Attachments) told.get(0)).attachments()).hasSize(2_000);
    assertThat(((PeerMessage.Attachments) told.get(1)).attachments()).hasSize(1);
    assertThat(told.get(2)).isInstanceOf(PeerMessage.Probe.class);
  }

  @Test
  void probesEverySecond() {
    node.on(new HostEvent.PeerConnected("a", true));
    node.follow("a", 2);
    node.takePeer("a");

    node.advance(999);
    assertThat(node.takePeer("a")).isEmpty();
    node.advance(2_001);

    assertThat(node.takePeer("a")).hasSize(3).hasOnlyElementsOfType(PeerMessage.Probe.class);
  }

  @Test
  void aLeaderConfirmsItselfByAnEntrySubmittedAfterTheProbeArrived() {
    node.lead(2);
    node.on(new HostEvent.PeerConnected("a", true));
    node.on(new HostEvent.PeerReceived("a", new PeerMessage.Probe(5)));
    assertThat(node.submittedCommands()).containsExactly(new Command.Noop());
    node.on(new HostEvent.PeerReceived("a", new PeerMessage.Probe(6)));

    node.commit(2);
    assertThat(node.takePeer("a")).containsExactly(new PeerMessage.Confirmed(5, 2, 1));
    node.commit(2);

    assertThat(node.takePeer("a")).containsExactly(new PeerMessage.Confirmed(6, 2, 2));
  }

  @Test
  void aDeposedLeaderConfirmsNothing() {
    node.lead(2);
    node.on(new HostEvent.PeerConnected("a", true));
    node.on(new HostEvent.PeerReceived("a", new PeerMessage.Probe(5)));

    node.on(new HostEvent.LostLeadership());
    node.commit(2);
    node.on(new HostEvent.PeerReceived("a", new PeerMessage.Probe(6)));

    assertThat(node.takePeer("a")).isEmpty();
    assertThat(node.submitted()).isEmpty();
  }

  @Test
  void forgetsASessionThatIsClosedAndNotInTheState() {
    client.attach(node, 1);
    node.on(new HostEvent.StreamClosed(1, true));
    node.on(new HostEvent.PeerConnected("a", true));

    node.follow("a", 2);

    assertThat(node.takePeer("a")).containsExactly(new PeerMessage.Probe(1));
  }
}
