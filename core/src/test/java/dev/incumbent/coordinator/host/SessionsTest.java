package dev.incumbent.coordinator.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.coordinator.Command;
import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.coordinator.SessionEvent;
import dev.incumbent.election.Revocation;
import dev.incumbent.error.FailureCode;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.ServerMessage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionsTest {
  private final HostHarness node = HostHarness.alone();
  private final TestClient client = new TestClient(7);

  @Test
  void opensASessionOnceItIsApplied() {
    node.lead(1);
    client.attach(node, 1);
    assertThat(node.take(1)).isEmpty();

    node.receive(1, client.open(5_000));
    assertThat(node.take(1)).isEmpty();
    node.commit(1);

    assertThat(node.take(1)).containsExactly(new ServerMessage.Opened(client.session, 1, 5_000, 0));
    assertThat(node.count("sessions")).isEqualTo(1);
  }

  @Test
  void opensOnceHoweverOftenItIsAsked() {
    node.lead(1);
    client.attach(node, 1);
    ClientMessage.Open open = client.open(5_000);
    node.receive(1, open);
    node.receive(1, open);
    assertThat(node.submittedCommands()).hasSize(1);
    node.commitAll(1);
    node.take(1);

    node.receive(1, open);
    node.commitAll(1);

    assertThat(node.take(1)).containsExactly(new ServerMessage.Opened(client.session, 1, 5_000, 0));
    assertThat(node.machine().state().sessionCount()).isEqualTo(1);
  }

  @Test
  void refusesATimeToLiveBeforeTheLog() {
    node.lead(1);
    client.attach(node, 1);

    node.receive(1, client.open(1));

    assertThat(node.submitted()).isEmpty();
    assertThat(node.take(1, ServerMessage.OpenRefused.class))
        .singleElement()
        .satisfies(
            refused -> {
              assertThat(refused.failure().code()).isEqualTo(FailureCode.REJECTED);
              assertThat(refused.failure().message()).contains("500");
            });
  }

  @Test
  void answersThenTellsEventsThenAcknowledges() {
    node.lead(1);
    TestClient opened = TestClient.open(node, 1, 7, 1, 5_000);
    node.receive(1, opened.renew());
    node.receive(1, opened.request(TestClient.campaign(Revocation.AFTER_LEASE)));
    node.commit(1);

    List<ServerMessage> told = node.take(1);

    assertThat(told).hasSize(3);
    assertThat(told.get(0))
        .isEqualTo(new ServerMessage.Response(opened.session, 1, new OperationResult.Done()));
    assertThat(told.get(1))
        .isInstanceOfSatisfying(
            ServerMessage.Event.class,
            event -> {
              assertThat(event.change()).isEqualTo(1);
              assertThat(event.event()).isInstanceOf(SessionEvent.Granted.class);
            });
    assertThat(told.get(2)).isEqualTo(new ServerMessage.Renewed(opened.session, 2, 1));
  }

  @Test
  void showsTheWholeSessionAfterEachAttach() {
    node.lead(1);
    TestClient opened = TestClient.open(node, 1, 7, 1, 5_000);
    opened.campaign(node, 1, 1, Revocation.AFTER_LEASE);

    opened.attach(node, 2);

    assertThat(node.take(2, ServerMessage.SessionState.class))
        .singleElement()
        .satisfies(
            state -> {
              assertThat(state.change()).isEqualTo(1);
              assertThat(state.held()).hasSize(1);
            });
  }

  @Test
  void showsNothingToAClientThatHasSeenALaterChange() {
    node.lead(1);
    TestClient opened = TestClient.open(node, 1, 7, 1, 5_000);
    node.connect(2);

    node.receive(2, new ClientMessage.Attach(opened.session, 2, 1));
    node.receive(2, opened.renew());

    assertThat(node.take(2)).hasOnlyElementsOfType(ServerMessage.Leader.class);
    assertThat(node.warnings()).hasSize(1);
    assertThat(node.submitted()).isEmpty();
  }

  @Test
  void speaksOnlyOnTheNewestAttachment() {
    node.lead(1);
    TestClient opened = TestClient.open(node, 1, 7, 1, 5_000);
    opened.attach(node, 2);
    node.take(2);

    node.receive(1, opened.renew());
    node.advance(1_000);
    assertThat(node.submitted()).isEmpty();
    node.receive(2, opened.renew());
    opened.campaign(node, 1, 2, Revocation.AFTER_LEASE);

    assertThat(node.take(1)).isEmpty();
  }

  @Test
  void anOlderAttachmentThatArrivesLateStaysSuperseded() {
    node.lead(1);
    TestClient opened = TestClient.open(node, 1, 7, 1, 5_000);
    node.connect(2);
    node.connect(3);
    node.receive(3, new ClientMessage.Attach(opened.session, 9, 0));
    node.take(3);

    node.receive(2, new ClientMessage.Attach(opened.session, 8, 0));

    assertThat(node.take(2)).isEmpty();
    node.receive(3, opened.renew());
    node.advance(200);
    node.commitAll(1);
    assertThat(node.take(3)).hasOnlyElementsOfType(ServerMessage.Renewed.class);
  }

  @Test
  void closesASessionAndSaysSoAfterItsEvents() {
    node.lead(1);
    TestClient opened = TestClient.open(node, 1, 7, 1, 5_000);
    opened.campaign(node, 1, 1, Revocation.AFTER_LEASE);

    node.receive(1, new ClientMessage.Close(opened.session));
    node.receive(1, new ClientMessage.Close(opened.session));
    assertThat(node.submittedCommands()).containsExactly(new Command.CloseSession(opened.session));
    node.commitAll(1);

    List<ServerMessage> told = node.take(1);
    assertThat(told).hasSize(2);
    assertThat(told.get(0)).isInstanceOf(ServerMessage.Event.class);
    assertThat(told.get(1)).isEqualTo(new ServerMessage.SessionGone(opened.session));
    assertThat(node.count("ends.closed")).isEqualTo(1);
  }

  @Test
  void saysThatAnUnknownSessionIsGoneOnceConfirmed() {
    node.lead(1);
    client.attach(node, 1);

    node.receive(1, client.renew());
    assertThat(node.take(1)).isEmpty();
    node.advance(20);
    node.commitAll(1);

    assertThat(node.take(1)).containsExactly(new ServerMessage.SessionGone(client.session));
  }

  @Test
  void sendsAClientToTheLeader() {
    HostHarness follower = HostHarness.ofThree("b");
    follower.on(new HostEvent.QuorumSeen(true));
    follower.follow("a", 4);
    client.attach(follower, 1);

    follower.receive(1, client.open(5_000));
    follower.receive(1, client.renew());

    ServerMessage.Leader leader =
        new ServerMessage.Leader(4, false, Optional.of(HostHarness.address("a")));
    List<ServerMessage> told = follower.take(1);
    assertThat(told).hasSize(3).element(1).isEqualTo(leader);
    assertThat(told.get(0))
        .isInstanceOfSatisfying(
            ServerMessage.OpenRefused.class,
            refused -> assertThat(refused.failure().code()).isEqualTo(FailureCode.NOT_LEADER));
    assertThat(told.get(2)).isEqualTo(leader);
  }
}
