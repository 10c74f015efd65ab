package dev.incumbent.coordinator.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.coordinator.Command;
import dev.incumbent.coordinator.LogEntry;
import dev.incumbent.session.ServerMessage;
import org.junit.jupiter.api.Test;

/** Rules 2 and 3: when a session expires, on one leader and over a change of leaders. */
final class LeaseRules2And3Test extends LeaseRules {
  @Test
  void rule2_aNewLeaderGivesEverySessionItsFullTtlFromReady() {
    opened();
    node.advance(TTL - 1);

    node.on(new HostEvent.LostLeadership());
    node.lead(2);
    node.advance(TTL - 1);
    assertThat(node.submitted()).isEmpty();
    node.advance(1);

    assertThat(node.submittedCommands())
        .containsExactly(new Command.ExpireSession(new TestClient(7).session, 2));
  }

  @Test
  void rule2_aFollowerExpiresNothing() {
    opened();
    node.on(new HostEvent.LostLeadership());

    node.advance(10 * TTL);

    assertThat(node.submitted()).isEmpty();
  }

  @Test
  void rule3_expiresNoSoonerThanTheTtlAfterTheLastRenewalArrived() {
    TestClient client = opened();
    node.advance(3_000);
    node.receive(1, client.renew());
    node.advance(PATIENCE);
    node.commitAll(1);

    node.advance(TTL - PATIENCE - 1);
    assertThat(node.submitted()).isEmpty();
    node.advance(1);

    assertThat(node.submittedCommands())
        .containsExactly(new Command.ExpireSession(client.session, 1));
    node.commitAll(1);
    assertThat(node.take(1)).endsWith(new ServerMessage.SessionGone(client.session));
  }

  @Test
  void rule3_aLogThatIsSlowToConfirmDoesNotMakeALiveSessionSilent() {
    TestClient client = opened();
    for (long waited = 0; waited < 3 * TTL; waited += 1_000) {
      node.receive(1, client.renew());
      node.advance(1_000);
    }

    assertThat(node.submittedCommands()).containsOnly(new Command.Noop());
    node.commitAll(1);
    assertThat(renewed(1)).isNotEmpty();
  }

  @Test
  void rule3_onceExpiryIsProposedNothingIsAcknowledgedInThatTerm() {
    TestClient client = opened();
    node.advance(TTL);
    assertThat(node.submittedCommands()).hasSize(1);

    node.receive(1, client.renew());
    node.receive(1, client.open(TTL));
    node.advance(PATIENCE);
    node.fail(true);
    node.advance(Proposals.PAUSE_MILLIS);

    assertThat(node.submittedCommands())
        .containsExactly(new Command.ExpireSession(client.session, 1));
    assertThat(node.take(1)).isEmpty();
    assertThat(node.count("renewals.refused")).isEqualTo(1);
  }

  @Test
  void rule3_aRenewalUnderWayIsNotAcknowledgedOnceExpiryIsProposed() {
    TestClient client = opened();
    node.receive(1, client.renew());
    node.advance(PATIENCE);
    LogEntry confirmation = node.takeSubmitted();
    node.advance(TTL);
    assertThat(node.submittedCommands()).contains(new Command.ExpireSession(client.session, 1));

    node.apply(1, confirmation);

    assertThat(renewed(1)).isEmpty();
  }

  @Test
  void rule3_proposesAgainWhileItLeadsTheTermAndNoLonger() {
    opened();
    node.advance(TTL);
    for (boolean surelyNot : new boolean[] {true, false}) {
      node.fail(surelyNot);
      node.advance(Proposals.PAUSE_MILLIS);
      assertThat(node.submitted()).hasSize(1);
    }

    node.on(new HostEvent.LostLeadership());
    node.fail(false);
    node.advance(10 * TTL);

    assertThat(node.submitted()).isEmpty();
  }

  /**
   * What would go wrong otherwise: the entry waited while its leader was deposed and elected again,
   * and ends a session that was given its full TTL meanwhile.
   */
  @Test
  void rule3_anExpiryDecidedInOneTermDoesNothingInAnother() {
    node.lead(5);
    TestClient client = TestClient.open(node, 5, 7, 1, TTL);
    node.advance(TTL);
    LogEntry expiry = node.takeSubmitted();
    assertThat(expiry.commands()).containsExactly(new Command.ExpireSession(client.session, 5));

    node.on(new HostEvent.LostLeadership());
    node.lead(6);
    node.apply(6, expiry);

    assertThat(node.machine().state().sessionCount()).isEqualTo(1);
    client.attach(node, 2);
    node.take(2);
    node.receive(2, client.renew());
    node.advance(PATIENCE);
    node.commitAll(6);
    assertThat(renewed(2)).hasSize(1);
    node.advance(TTL - PATIENCE - 1);
    assertThat(node.submitted()).isEmpty();
  }
}
