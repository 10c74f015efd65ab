package dev.incumbent.coordinator.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.coordinator.SessionEvent;
import dev.incumbent.election.Revocation;
import dev.incumbent.session.ServerMessage;
import dev.incumbent.session.ServerMessage.Renewed;
import org.junit.jupiter.api.Test;

/** Rule 5: when a withdrawn leadership ends, on one leader and over a change of leaders. */
final class LeaseRule5Test extends LeaseRules {
  @Test
  void rule5_aWithdrawnLeadershipEndsAFullTtlAfterItsWithdrawalWasApplied() {
    TestClient client = opened();
    SessionEvent.Granted grant = client.campaign(node, 1, 1, Revocation.AFTER_LEASE);
    TestClient next = TestClient.open(node, 1, 8, 2, 60_000);
    node.receive(2, next.request(TestClient.campaign(Revocation.AFTER_LEASE)));
    node.commitAll(1);
    node.advance(1_000);
    withdraw(client, grant);

    renewEachSecond(client, 4);
    node.advance(TTL - 4_000 - 1);
    assertThat(node.submitted()).isEmpty();
    node.advance(1);

    assertThat(node.submittedCommands()).containsExactly(end(grant, 1));
    node.take(2);
    node.commitAll(1);
    assertThat(node.take(2, ServerMessage.Event.class))
        .singleElement()
        .satisfies(event -> assertThat(event.event()).isInstanceOf(SessionEvent.Granted.class));
    assertThat(node.machine().state().sessionCount()).as("the session lives on").isEqualTo(2);
  }

  @Test
  void rule5_aNewLeaderCountsTheFullTtlOfAWithdrawalAnew() {
    TestClient client = opened();
    SessionEvent.Granted grant = client.campaign(node, 1, 1, Revocation.AFTER_LEASE);
    withdraw(client, grant);
    node.advance(TTL - 1);
    node.on(new HostEvent.LostLeadership());
    node.take(1);

    node.lead(2);
    client.attach(node, 2);
    renew(client, 2, 2);
    node.advance(TTL - PATIENCE - 1);
    assertThat(node.submitted()).isEmpty();
    node.advance(1);

    assertThat(node.submittedCommands()).contains(end(grant, 2));
  }

  @Test
  void rule5_theHoldersReleaseEndsAWithdrawnLeadershipAtOnce() {
    TestClient client = opened();
    SessionEvent.Granted grant = client.campaign(node, 1, 1, Revocation.AFTER_LEASE);
    withdraw(client, grant);

    node.receive(1, client.request(TestClient.release(grant)));
    node.commitAll(1);
    renew(client, 1);
    node.advance(TTL - PATIENCE - 1);

    assertThat(node.submitted()).isEmpty();
    assertThat(node.machine().state().withdrawn()).isEmpty();
  }

  @Test
  void rule5_theEndOfAWithdrawnLeadershipIsProposedUntilApplied() {
    TestClient client = opened();
    SessionEvent.Granted grant = client.campaign(node, 1, 1, Revocation.AFTER_LEASE);
    withdraw(client, grant);
    node.advance(TTL / 2);
    renew(client, 1);
    node.advance(TTL - TTL / 2 - PATIENCE);
    assertThat(node.submittedCommands()).containsExactly(end(grant, 1));

    node.fail(false);
    node.advance(Proposals.PAUSE_MILLIS);

    assertThat(node.submittedCommands()).containsExactly(end(grant, 1));
  }

  @Test
  void rule5_aWithdrawalStopsNoAcknowledgementOfTheSession() {
    TestClient client = opened();
    SessionEvent.Granted grant = client.campaign(node, 1, 1, Revocation.AFTER_LEASE);
    withdraw(client, grant);

    renew(client, 1);

    assertThat(node.take(1)).endsWith(new Renewed(client.session, client.renewal, 2));
  }

  private void renewEachSecond(TestClient client, int seconds) {
    for (int second = 0; second < seconds; second++) {
      renew(client, 1);
      node.advance(1_000 - PATIENCE);
    }
  }
}
