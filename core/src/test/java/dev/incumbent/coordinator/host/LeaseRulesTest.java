package dev.incumbent.coordinator.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.coordinator.Command;
import dev.incumbent.coordinator.LogEntry;
import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.SessionEvent;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.Revocation;
import dev.incumbent.session.ServerMessage;
import dev.incumbent.session.ServerMessage.Renewed;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The lease arithmetic's five rules, on one leader and over a change of leaders. */
class LeaseRulesTest {
  private static final long TTL = 5_000;

  /** A renewal waits for company this long. */
  private static final long PATIENCE = TTL / 25;

  private final HostHarness node = HostHarness.alone();

  private TestClient opened() {
    node.lead(1);
    return TestClient.open(node, 1, 7, 1, TTL);
  }

  private List<Renewed> renewed(long stream) {
    return node.take(stream, Renewed.class);
  }

  // Rule 1.

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

  // Rule 2.

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

  // Rule 3.

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

  // Rule 5.

  @Test
  void rule5_aWithdrawnLeadershipEndsAFullTtlAfterItsWithdrawalWasApplied() {
    TestClient client = opened();
    SessionEvent.Granted grant = client.campaign(node, 1, 1, Revocation.AFTER_LEASE);
    TestClient next = TestClient.open(node, 1, 8, 2, 60_000);
    node.receive(2, next.request(TestClient.campaign(Revocation.AFTER_LEASE)));
    node.commitAll(1);
    node.advance(1_000);
    withdraw(client, grant);

    long left = TTL;
    for (; left > 1_000; left -= 1_000) {
      renew(client, 1);
      node.advance(1_000 - PATIENCE);
    }
    node.advance(left - 1);
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

  // L-5.

  @Test
  void l5_noGrantGoesToASessionThatHasNotRenewedSinceReady() {
    TestClient holder = opened();
    SessionEvent.Granted grant = holder.campaign(node, 1, 1, Revocation.AFTER_LEASE);
    TestClient waiting = TestClient.open(node, 1, 8, 2, TTL);
    node.receive(2, waiting.request(TestClient.campaign(Revocation.AFTER_LEASE)));
    node.commitAll(1);

    node.on(new HostEvent.LostLeadership());
    node.lead(2);
    holder.attach(node, 3);
    node.receive(3, holder.request(TestClient.release(grant)));
    node.commitAll(2);
    assertThat(node.machine().state().election(TestClient.ELECTION).orElseThrow().holder())
        .isEmpty();
    waiting.attach(node, 4);
    node.receive(4, waiting.renew());
    node.commitAll(2);

    assertThat(node.take(4, ServerMessage.Event.class)).hasSize(1);
  }

  @Test
  void l5_logsASessionAsPresentOnceATerm() {
    TestClient client = opened();
    node.receive(1, client.renew());
    node.advance(PATIENCE);
    assertThat(node.submittedCommands()).containsExactly(new Command.Noop());
    node.commitAll(1);

    node.on(new HostEvent.LostLeadership());
    node.lead(2);
    client.attach(node, 2);
    node.receive(2, client.renew());
    node.receive(2, client.renew());
    node.advance(PATIENCE);
    node.receive(2, client.renew());
    node.advance(PATIENCE);

    assertThat(
            node.submittedCommands().stream()
                .filter(Command.SessionPresent.class::isInstance)
                .toList())
        .containsExactly(new Command.SessionPresent(client.session, 2));
  }

  private void renew(TestClient client, long stream) {
    renew(client, stream, 1);
  }

  private void renew(TestClient client, long stream, long term) {
    node.receive(stream, client.renew());
    node.advance(PATIENCE);
    node.commitAll(term);
  }

  private void withdraw(TestClient client, SessionEvent.Granted grant) {
    node.receive(1, client.request(new Operation.Abandon(grant.election(), grant.token())));
    node.commitAll(1);
  }

  private static Command end(SessionEvent.Granted grant, long term) {
    return new Command.EndLeadership(grant.election(), grant.token(), EndReason.ABANDONED, term);
  }

  private static LogEntry entry(Command command) {
    return new LogEntry(1, 2, 0, List.of(command));
  }

  @Test
  void l4_aNamedSuccessorThatIsNotAttachedIsPassedOver() {
    TestClient holder = opened();
    SessionEvent.Granted grant = holder.campaign(node, 1, 1, Revocation.AFTER_LEASE);
    TestClient absent = new TestClient(99);
    Operation.Release release =
        new Operation.Release(
            grant.election(),
            grant.token(),
            EndReason.HANDED_OVER,
            Optional.of(new Operation.Successor(absent.session, grant.candidate())));

    node.receive(1, holder.request(release));

    assertThat(node.submittedCommands())
        .singleElement()
        .isInstanceOfSatisfying(
            Command.Sequenced.class,
            command -> assertThat(((Operation.Release) command.operation()).successor()).isEmpty());
  }
}
