package dev.incumbent.coordinator.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.codec.Bytes;
import dev.incumbent.coordinator.LogEntry;
import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.coordinator.SessionEvent;
import dev.incumbent.election.Revocation;
import dev.incumbent.error.FailureCode;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.ServerMessage;
import dev.incumbent.session.ServerMessage.RequestRefused;
import dev.incumbent.session.ServerMessage.Response;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RequestsTest extends Requesting {
  @Test
  void isNotSubmittedTwiceInATerm() {
    TestClient client = opened();
    node.receive(1, client.request(CAMPAIGN));
    node.receive(1, client.again(CAMPAIGN));
    client.attach(node, 2);
    node.receive(2, client.again(CAMPAIGN));
    assertThat(node.submittedCommands()).hasSize(1);

    node.commitAll(1);

    assertThat(node.take(2, Response.class))
        .containsExactly(new Response(client.session, 1, TestClient.done()));
    assertThat(node.take(1)).isEmpty();
  }

  @Test
  void aRetryOfAnAppliedRequestIsAnsweredAsTheFirst() {
    TestClient client = opened();
    node.receive(1, client.request(CAMPAIGN));
    node.commitAll(1);
    node.take(1);

    node.receive(1, client.again(CAMPAIGN));

    assertThat(node.submitted()).isEmpty();
    assertThat(node.take(1)).containsExactly(new Response(client.session, 1, TestClient.done()));
  }

  @Test
  void withoutAQuorumRefusesAtOnce() {
    TestClient client = opened();
    node.on(new HostEvent.QuorumSeen(false));

    node.receive(1, client.request(CAMPAIGN));

    assertThat(refusal(1)).isEqualTo(FailureCode.NO_QUORUM);
    assertThat(node.submitted()).isEmpty();
  }

  @Test
  void aFollowerWithoutAQuorumSaysNoQuorum() {
    TestClient client = new TestClient(7);
    client.attach(node, 1);

    node.receive(1, client.request(CAMPAIGN));

    assertThat(refusal(1)).isEqualTo(FailureCode.NO_QUORUM);
  }

  @Test
  void aFollowerSaysThatItDoesNotLead() {
    TestClient client = new TestClient(7);
    node.on(new HostEvent.QuorumSeen(true));
    client.attach(node, 1);

    node.receive(1, client.request(CAMPAIGN));

    assertThat(refusal(1)).isEqualTo(FailureCode.NOT_LEADER);
  }

  @Test
  void quorumLostRefusesWhatWasNotSubmittedAndKeepsWhatWas() {
    TestClient client = opened();
    for (int i = 0; i < 5; i++) {
      node.receive(1, client.request(CAMPAIGN));
    }
    assertThat(node.submitted()).hasSize(4);

    node.on(new HostEvent.QuorumSeen(false));

    assertThat(node.take(1, RequestRefused.class))
        .singleElement()
        .satisfies(
            refused -> {
              assertThat(refused.sequence()).isEqualTo(5);
              assertThat(refused.failure().code()).isEqualTo(FailureCode.NO_QUORUM);
            });
    node.on(new HostEvent.QuorumSeen(true));
    node.commitAll(1);
    assertThat(node.take(1, Response.class)).hasSize(4);
  }

  @Test
  void whatWasSurelyNotAppendedIsRefused() {
    TestClient client = opened();
    node.receive(1, client.request(CAMPAIGN));

    node.fail(true);

    assertThat(refusal(1)).isEqualTo(FailureCode.UNAVAILABLE);
  }

  @Test
  void whatMayHaveBeenAppendedIsAnsweredOnceItIsApplied() {
    TestClient client = opened();
    node.receive(1, client.request(CAMPAIGN));
    LogEntry entry = node.fail(false);
    assertThat(node.take(1)).isEmpty();

    node.apply(1, entry);

    assertThat(node.take(1, Response.class)).hasSize(1);
  }

  @Test
  void whatMayHaveBeenAppendedIsSubmittedAgainWhenAskedAgainAndTakesEffectOnce() {
    TestClient client = opened();
    node.receive(1, client.request(CAMPAIGN));
    LogEntry entry = node.fail(false);
    node.advance(Proposals.PAUSE_MILLIS);

    node.receive(1, client.again(CAMPAIGN));
    assertThat(node.submittedCommands()).hasSize(1);
    node.apply(1, entry);
    node.commitAll(1);

    List<ServerMessage> told = node.take(1);
    assertThat(told).filteredOn(Response.class::isInstance).hasSize(1);
    assertThat(told).filteredOn(ServerMessage.Event.class::isInstance).hasSize(1);
  }

  @Test
  void aDeposedLeaderAnswersWhatItsEntryDidWhenItIsAppliedAfterAll() {
    TestClient client = opened();
    node.receive(1, client.request(CAMPAIGN));
    node.on(new HostEvent.LostLeadership());
    LogEntry entry = node.fail(false);
    node.take(1);

    node.apply(1, entry);

    assertThat(node.take(1)).containsExactly(new Response(client.session, 1, TestClient.done()));
  }

  @Test
  void losingTheLeadershipRefusesWhatWasNotSubmitted() {
    TestClient client = opened();
    for (int i = 0; i < 5; i++) {
      node.receive(1, client.request(CAMPAIGN));
    }

    node.on(new HostEvent.LostLeadership());

    assertThat(node.take(1, RequestRefused.class))
        .singleElement()
        .satisfies(
            refused -> {
              assertThat(refused.sequence()).isEqualTo(5);
              assertThat(refused.failure().code()).isEqualTo(FailureCode.NOT_LEADER);
            });
  }

  @Test
  void aNewTermSubmitsAgainWhatTheOldOneLeftOpen() {
    TestClient client = opened();
    node.receive(1, client.request(CAMPAIGN));
    node.takeSubmitted();

    node.on(new HostEvent.LostLeadership());
    node.lead(2);
    client.attach(node, 2);
    node.receive(2, client.again(CAMPAIGN));
    node.commitAll(2);

    assertThat(node.take(2, Response.class)).hasSize(1);
  }

  @Test
  void aRequestOfAnEndedSessionIsUnknown() {
    TestClient client = opened();
    node.receive(1, new ClientMessage.Close(client.session));
    node.commitAll(1);
    node.take(1);

    node.receive(1, client.request(CAMPAIGN));
    node.commitAll(1);

    assertThat(node.take(1, Response.class))
        .singleElement()
        .satisfies(
            response ->
                assertThat(response.result())
                    .isInstanceOfSatisfying(
                        OperationResult.Failed.class,
                        failed ->
                            assertThat(failed.failure().code())
                                .isEqualTo(FailureCode.OUTCOME_UNKNOWN)));
  }

  @Test
  void countsWhatItGrantsAndEndsAndRefusesAsStale() {
    TestClient client = opened();
    SessionEvent.Granted grant = client.campaign(node, 1, 1, Revocation.AFTER_LEASE);
    node.receive(1, client.request(TestClient.release(grant)));
    node.receive(1, client.request(CAMPAIGN));
    node.commitAll(1);
    Operation.Put put =
        new Operation.Put(
            grant.election(),
            grant.token(),
            grant.grant(),
            "key",
            Bytes.utf8("late"),
            OptionalLong.empty());
    node.receive(1, client.request(put));
    node.commitAll(1);

    assertThat(node.count("grants")).isEqualTo(2);
    assertThat(node.count("ends.resigned")).isEqualTo(1);
    assertThat(node.count("writes.stale.refused")).isEqualTo(1);
  }
}
