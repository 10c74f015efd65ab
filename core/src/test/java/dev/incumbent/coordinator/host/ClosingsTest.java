package dev.incumbent.coordinator.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.coordinator.Command;
import dev.incumbent.coordinator.SessionEvent;
import dev.incumbent.election.Revocation;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.PeerMessage;
import dev.incumbent.session.ServerMessage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Revocation on suspicion, by closing: the leader is a, the others are b and c. */
class ClosingsTest extends ClosingsScene {
  @Test
  void endsALeadershipAtOnceWhenItsSessionIsClosedAtEveryNodeHeard() {
    SessionEvent.Granted grant = granted(Revocation.ON_SUSPICION);

    tell("b", 2, true);
    node.on(new HostEvent.StreamClosed(1, true));
    assertThat(node.submitted()).as("c still has it open").isEmpty();
    tell("c", 3, true);

    assertThat(node.submittedCommands()).containsExactly(suspected(grant));
    node.commitAll(1);
    assertThat(node.machine().state().election(TestClient.ELECTION).orElseThrow().holder())
        .isEmpty();
    assertThat(node.machine().state().sessionCount()).as("never the session").isEqualTo(1);
    assertThat(node.count("ends.crashed")).isEqualTo(1);
  }

  @Test
  void keepsALeadershipWhoseHolderChoseItsWholeLease() {
    granted(Revocation.AFTER_LEASE);

    node.on(new HostEvent.StreamClosed(1, true));
    tell("b", 2, true);
    tell("c", 3, true);

    assertThat(node.submitted()).isEmpty();
  }

  @Test
  void countsOnlyTheNodesItHears() {
    SessionEvent.Granted grant = granted(Revocation.ON_SUSPICION);
    node.on(new HostEvent.PeerConnected("c", false));

    node.on(new HostEvent.StreamClosed(1, true));
    tell("b", 2, true);

    assertThat(node.submittedCommands()).containsExactly(suspected(grant));
  }

  @Test
  void needsAMajorityOfTheMembers() {
    granted(Revocation.ON_SUSPICION);
    node.on(new HostEvent.PeerConnected("b", false));
    node.on(new HostEvent.PeerConnected("c", false));

    node.on(new HostEvent.StreamClosed(1, true));

    assertThat(node.submitted()).isEmpty();
  }

  @Test
  void judgesAnewWhenANodeIsNoLongerHeard() {
    SessionEvent.Granted grant = granted(Revocation.ON_SUSPICION);
    node.on(new HostEvent.StreamClosed(1, true));
    tell("b", 2, true);
    assertThat(node.submitted()).isEmpty();

    node.on(new HostEvent.PeerConnected("c", false));

    assertThat(node.submittedCommands()).containsExactly(suspected(grant));
  }

  @Test
  void aNodeThatFellSilentIsNotHeardButItsNewestAttachmentCounts() {
    granted(Revocation.ON_SUSPICION);
    node.on(new HostEvent.StreamClosed(1, true));
    for (int second = 0; second < 4; second++) {
      node.advance(1_000);
      probe("b");
    }
    tell("b", 2, true);

    assertThat(node.submittedCommands()).noneMatch(Command.EndLeadership.class::isInstance);
  }

  @Test
  void aNodeThatFellSilentWithAnOlderAttachmentOpenDoesNotKeepALeadership() {
    SessionEvent.Granted grant = granted(Revocation.ON_SUSPICION);
    client.attach(node, 4);
    node.on(new HostEvent.StreamClosed(4, true));
    tell("b", 2, true);
    assertThat(node.submitted()).as("c is heard, and has it open").isEmpty();

    for (int second = 0; second < 3; second++) {
      node.advance(1_000);
      probe("b");
      node.commitAll(1);
    }

    assertThat(node.count("ends.crashed")).isEqualTo(1);
    assertThat(grant.token().value()).isEqualTo(1);
  }

  @Test
  void theClosingOfAnOlderAttachmentDoesNothing() {
    granted(Revocation.ON_SUSPICION);
    client.attach(node, 2);

    node.on(new HostEvent.StreamClosed(1, true));
    tell("b", 2, true);
    tell("c", 3, true);
    assertThat(node.submitted()).isEmpty();
    tell("b", 1, false);
    node.on(new HostEvent.StreamClosed(2, true));

    assertThat(node.submitted()).as("b's older word does not open it again").hasSize(1);
  }

  @Test
  void anAttachBeforeTheLastClosingOpensItAgain() {
    granted(Revocation.ON_SUSPICION);

    node.on(new HostEvent.StreamClosed(1, true));
    tell("b", 2, true);
    tell("b", 4, false);
    tell("c", 3, true);

    assertThat(node.submitted()).isEmpty();
  }

  @Test
  void aStreamThatThisNodeEndedIsNotAClosing() {
    granted(Revocation.ON_SUSPICION);

    node.on(new HostEvent.Stopping());
    node.on(new HostEvent.StreamClosed(1, true));
    tell("b", 2, true);
    tell("c", 3, true);

    assertThat(node.submitted()).isEmpty();
  }

  @Test
  void aStreamThatBrokeOnThisSideIsNotAClosing() {
    granted(Revocation.ON_SUSPICION);

    node.on(new HostEvent.StreamClosed(1, false));
    tell("b", 2, true);
    tell("c", 3, true);

    assertThat(node.submitted()).isEmpty();
  }

  @Test
  void aNodeIsHeardOnlyOnceItHasToldEverything() {
    granted(Revocation.ON_SUSPICION);
    node.on(new HostEvent.PeerConnected("c", false));
    node.on(new HostEvent.PeerConnected("c", true));
    tell("c", 3, true);
    node.on(new HostEvent.PeerConnected("b", false));
    node.on(new HostEvent.StreamClosed(1, true));
    assertThat(node.submitted()).as("c has not ended its telling").isEmpty();

    tell("c", 5, false);
    probe("c");
    node.commitAll(1);

    assertThat(node.count("ends.crashed")).isZero();
  }

  @Test
  void anEndThatWasNotAppliedIsJudgedAnew() {
    SessionEvent.Granted grant = granted(Revocation.ON_SUSPICION);
    node.on(new HostEvent.StreamClosed(1, true));
    tell("b", 2, true);
    tell("c", 3, true);
    node.fail(false);
    node.advance(Proposals.PAUSE_MILLIS);
    assertThat(node.submittedCommands()).containsExactly(suspected(grant));

    client.attach(node, 2);
    node.fail(true);
    node.advance(Proposals.PAUSE_MILLIS);

    assertThat(node.submitted()).as("it is open again").isEmpty();
  }

  @Test
  void aGrantToASessionThatIsClosedAlreadyEndsAtOnce() {
    TestClient holder = new TestClient(9);
    SessionEvent.Granted first = granted(Revocation.ON_SUSPICION);
    holder.attach(node, 9);
    node.receive(9, holder.open(TTL));
    node.receive(9, holder.request(TestClient.campaign(Revocation.ON_SUSPICION)));
    node.commitAll(1);
    node.on(
        new HostEvent.PeerReceived(
            "b",
            new PeerMessage.Attachments(
                List.of(new PeerMessage.Attachment(holder.session, 2, true)))));
    node.on(new HostEvent.StreamClosed(9, true));
    assertThat(node.submitted()).as("it holds nothing yet").isEmpty();

    node.receive(1, client.request(TestClient.release(first)));
    node.commitAll(1);

    assertThat(node.count("ends.resigned")).isEqualTo(1);
    assertThat(node.count("ends.crashed")).isEqualTo(1);
  }

  @Test
  void aClosingByTheSessionsOwnEndNeedsNoSuspicion() {
    granted(Revocation.ON_SUSPICION);
    node.receive(1, new ClientMessage.Close(client.session));
    node.commitAll(1);

    node.on(new HostEvent.StreamClosed(1, true));
    tell("b", 2, true);
    tell("c", 3, true);

    assertThat(node.submitted()).isEmpty();
    assertThat(node.take(1, ServerMessage.SessionGone.class)).hasSize(1);
  }
}
