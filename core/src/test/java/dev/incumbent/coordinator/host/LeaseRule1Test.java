package dev.incumbent.coordinator.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.coordinator.Command;
import dev.incumbent.coordinator.LogEntry;
import dev.incumbent.election.Revocation;
import dev.incumbent.session.ServerMessage;
import dev.incumbent.session.ServerMessage.Renewed;
import org.junit.jupiter.api.Test;

/** Rule 1: what is acknowledged was confirmed by the log after it arrived. */
final class LeaseRule1Test extends LeaseRules {
  @Test
  void rule1_acknowledgesAfterAnEntrySubmittedLaterWasApplied() {
    TestClient client = opened();

    node.receive(1, client.renew());
    node.advance(PATIENCE - 1);
    assertThat(node.submitted()).isEmpty();
    node.advance(1);
    assertThat(node.submittedCommands()).containsExactly(new Command.Noop());
    assertThat(renewed(1)).isEmpty();
    node.commit(1);

    assertThat(renewed(1)).containsExactly(new Renewed(client.session, 2, 0));
    assertThat(node.count("renewals.acknowledged")).isEqualTo(1);
  }

  @Test
  void rule1_anyCommandServesAsTheConfirmation() {
    TestClient client = opened();

    node.receive(1, client.renew());
    node.receive(1, client.request(TestClient.campaign(Revocation.AFTER_LEASE)));
    node.commit(1);

    assertThat(renewed(1)).hasSize(1);
    node.advance(PATIENCE);
    assertThat(node.submitted()).isEmpty();
  }

  @Test
  void rule1_oneEntryServesAWholeBatch() {
    TestClient client = opened();
    TestClient other = TestClient.open(node, 1, 8, 2, TTL);

    node.receive(1, client.renew());
    node.advance(PATIENCE / 2);
    node.receive(2, other.renew());
    node.advance(PATIENCE / 2);
    assertThat(node.submitted()).hasSize(1);
    node.commit(1);

    assertThat(renewed(1)).hasSize(1);
    assertThat(renewed(2)).hasSize(1);
  }

  @Test
  void rule1_anEntrySubmittedBeforeTheRenewalArrivedConfirmsNothing() {
    TestClient client = opened();
    node.receive(1, client.request(TestClient.campaign(Revocation.AFTER_LEASE)));
    node.receive(1, client.renew());

    node.commit(1);
    assertThat(renewed(1)).isEmpty();
    node.advance(PATIENCE);
    node.commit(1);

    assertThat(renewed(1)).hasSize(1);
  }

  @Test
  void rule1_anIdleClusterWithADeadMajorityAcknowledgesNothing() {
    TestClient client = opened();

    for (int i = 0; i < 20; i++) {
      node.receive(1, client.renew());
      node.advance(1_000);
    }

    assertThat(renewed(1)).isEmpty();
    assertThat(node.submitted()).as("entries in flight are bounded").hasSize(4);
  }

  @Test
  void rule1_aDeposedLeaderAcknowledgesNothingThoughItsEntryIsApplied() {
    TestClient client = opened();
    node.receive(1, client.renew());
    node.advance(PATIENCE);

    node.on(new HostEvent.LostLeadership());
    node.commit(1);

    assertThat(renewed(1)).isEmpty();
  }

  @Test
  void rule1_anEntryOfALaterTermEndsTheTermBeforeTheNodeHearsOfIt() {
    TestClient client = opened();
    node.receive(1, client.renew());

    node.apply(2, entry(new Command.Noop()));
    node.advance(PATIENCE);

    assertThat(node.submitted()).isEmpty();
    assertThat(renewed(1)).isEmpty();
  }

  @Test
  void rule1_anEntryAppliedInAnotherTermThanItsOwnConfirmsNothing() {
    TestClient client = opened();
    node.receive(1, client.renew());
    node.advance(PATIENCE);
    LogEntry early = node.takeSubmitted();

    node.on(new HostEvent.LostLeadership());
    node.lead(2);
    client.attach(node, 2);
    node.take(2);
    node.apply(2, early);

    assertThat(renewed(1)).isEmpty();
    assertThat(renewed(2)).isEmpty();
  }

  /**
   * What would go wrong otherwise: the old leader acknowledges renewals from its memory while the
   * new one, which hears nothing of the session, expires it and grants its election to another.
   */
  @Test
  void rule1_aLeaderThatWasDeposedUnawaresNeverAcknowledgesWhatItsSuccessorExpires() {
    HostHarness a = HostHarness.ofThree("a");
    HostHarness b = HostHarness.ofThree("b");
    a.lead(1);
    TestClient client = new TestClient(7);
    client.attach(a, 1);
    a.receive(1, client.open(TTL));
    b.apply(1, a.submitted().get(0));
    a.commit(1);
    a.take(1);

    b.lead(2);
    for (long waited = 0; waited < TTL; waited += 1_000) {
      a.receive(1, client.renew());
      a.advance(1_000);
      b.advance(1_000);
    }
    b.commitAll(2);

    assertThat(b.machine().state().sessionCount()).isZero();
    assertThat(a.take(1)).isEmpty();
  }

  @Test
  void rule1_aRenewalWhoseEntryFailedWaitsForTheNext() {
    TestClient client = opened();
    node.receive(1, client.renew());
    node.advance(PATIENCE);

    node.fail(true);
    assertThat(node.submitted()).isEmpty();
    node.advance(Proposals.PAUSE_MILLIS);
    node.commit(1);

    assertThat(renewed(1)).containsExactly(new Renewed(client.session, 2, 0));
  }

  @Test
  void rule1_aSessionThatEndedMeanwhileIsGone() {
    TestClient client = opened();
    node.receive(1, client.renew());

    node.apply(1, entry(new Command.CloseSession(client.session)));
    assertThat(node.take(1)).containsExactly(new ServerMessage.SessionGone(client.session));
    node.advance(PATIENCE);
    node.commit(1);

    assertThat(renewed(1)).isEmpty();
    assertThat(node.count("renewals.refused")).isEqualTo(1);
  }

  @Test
  void rule1_anOpenThatArrivesAgainCountsAsARenewal() {
    TestClient client = opened();
    node.advance(TTL - 1);

    node.receive(1, client.open(TTL));
    node.commitAll(1);
    assertThat(node.take(1)).containsExactly(new ServerMessage.Opened(client.session, 2, TTL, 0));
    node.advance(TTL - 1);

    assertThat(node.submitted()).isEmpty();
  }

  @Test
  void rule1_anOpenAppliedInALaterTermIsNotAcknowledged() {
    node.lead(1);
    TestClient client = new TestClient(7);
    client.attach(node, 1);
    node.receive(1, client.open(TTL));
    LogEntry early = node.takeSubmitted();

    node.on(new HostEvent.LostLeadership());
    node.lead(2);
    client.attach(node, 2);
    node.take(2);
    node.apply(2, early);

    assertThat(node.take(1, ServerMessage.Opened.class)).isEmpty();
    assertThat(node.take(2)).isEmpty();
    assertThat(node.machine().state().sessionCount()).isEqualTo(1);
  }
}
