package dev.incumbent.session.client;

import static dev.incumbent.session.client.ClientRig.A;
import static dev.incumbent.session.client.ClientRig.B;
import static dev.incumbent.session.client.ClientRig.ELECTION;
import static dev.incumbent.session.client.ClientRig.VALID_MILLIS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.coordinator.SessionEvent;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.Revocation;
import dev.incumbent.election.StopSignal.Cause;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.ServerMessage;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeaseRulesTest {
  private static final FencingToken ONE = new FencingToken(1);

  @Test
  void countsTheOpenFromItsFirstSend() {
    ClientRig rig = ClientRig.led();
    rig.campaign(1, Revocation.AFTER_LEASE);
    long firstSend = rig.nowMillis();
    long number = rig.last(ClientMessage.Open.class).renewal();

    rig.advance(700);
    rig.leads(B, 2);
    rig.open(B);

    assertThat(rig.last(ClientMessage.Open.class).renewal()).isEqualTo(number);
    assertThat(rig.deadlineMillis()).isEqualTo(firstSend + VALID_MILLIS);
  }

  @Test
  void countsARenewalFromItsOwnSend() {
    ClientRig rig = ClientRig.waiting(Revocation.AFTER_LEASE);
    rig.advance(1_000);
    long sentAt = rig.nowMillis();
    ClientMessage.Renew first = rig.last(ClientMessage.Renew.class);
    rig.advance(1_000);
    assertThat(rig.last(ClientMessage.Renew.class)).isNotEqualTo(first);

    rig.receive(A, new ServerMessage.Renewed(rig.session(), first.renewal(), 0));

    assertThat(rig.deadlineMillis()).isEqualTo(sentAt + VALID_MILLIS);
  }

  @Test
  void usesEachRenewalNumberForOneSend() {
    ClientRig rig = ClientRig.waiting(Revocation.AFTER_LEASE);
    for (int i = 0; i < 20; i++) {
      rig.advance(250);
      rig.acknowledge(A);
      rig.leads(i % 2 == 0 ? B : A, i + 2);
    }

    List<Long> numbers =
        rig.sent(ClientMessage.Renew.class).stream().map(ClientMessage.Renew::renewal).toList();
    assertThat(numbers).hasSizeGreaterThan(20).doesNotHaveDuplicates().isSorted();
  }

  @Test
  void neverMovesTheDeadlineBack() {
    ClientRig rig = ClientRig.waiting(Revocation.AFTER_LEASE);
    rig.advance(1_000);
    ClientMessage.Renew first = rig.last(ClientMessage.Renew.class);
    rig.advance(1_000);
    rig.acknowledge(A);
    long deadline = rig.deadlineMillis();

    rig.receive(A, new ServerMessage.Renewed(rig.session(), first.renewal(), 0));

    assertThat(rig.deadlineMillis()).isEqualTo(deadline);
  }

  @Test
  void losesTheLeadershipAtTheDeadline() {
    ClientRig rig = ClientRig.leading();
    long deadline = rig.deadlineMillis();

    rig.advance(deadline - rig.nowMillis() - 1);
    assertThat(rig.acted(ClientAction.LeaseLost.class)).isEmpty();
    rig.advance(1);

    assertThat(rig.acted(ClientAction.LeaseLost.class)).hasSize(1);
    assertThat(rig.acted(ClientAction.Stop.class))
        .containsExactly(new ClientAction.Stop(1, ONE, Cause.LOST));
  }

  @Test
  void aLateAcknowledgementDoesNotReviveALeadership() {
    ClientRig rig = ClientRig.leading();
    ClientMessage.Renew renew = rig.last(ClientMessage.Renew.class);
    // The process stands still beyond the deadline; the acknowledgement is the first it sees then.
    rig.pause(VALID_MILLIS + 10);

    List<ClientAction> actions =
        rig.receive(A, new ServerMessage.Renewed(rig.session(), renew.renewal(), 1));

    assertThat(actions.get(0)).isInstanceOf(ClientAction.LeaseLost.class);
    assertThat(ClientRig.acted(actions, ClientAction.Stop.class))
        .containsExactly(new ClientAction.Stop(1, ONE, Cause.LOST));
    assertThat(ClientRig.acted(actions, ClientAction.LeaseMoved.class)).isEmpty();
  }

  @Test
  void aLaterAcknowledgementBeginsAnotherGeneration() {
    ClientRig rig = ClientRig.leading();
    long generation = rig.acted(ClientAction.Promote.class).get(0).grant().generation();
    rig.advance(VALID_MILLIS + 10);
    rig.advance(1_000);

    rig.acknowledge(A);

    List<ClientAction.LeaseMoved> moved = rig.acted(ClientAction.LeaseMoved.class);
    assertThat(moved.get(moved.size() - 1).generation()).isGreaterThan(generation);
  }

  @Test
  void releasesALostLeadershipAfterItsWorkReturnedAndCampaignsAnew() {
    ClientRig rig = ClientRig.leading();
    rig.advance(VALID_MILLIS);
    rig.advance(100);
    rig.acknowledge(A);
    assertThat(rig.requests(Operation.Release.class)).isEmpty();

    rig.tell(new ClientEvent.WorkReturned(1, ONE));

    assertThat(rig.lastRelease().token()).isEqualTo(ONE);
    assertThat(rig.lastRelease().reason()).isEqualTo(EndReason.LOST);
    assertThat(rig.acted(ClientAction.Ended.class))
        .containsExactly(new ClientAction.Ended(1, ONE, EndReason.LOST));
    assertThat(rig.requests(Operation.Campaign.class)).hasSize(1);
    rig.answer(A, rig.lastRequest(Operation.Release.class), new OperationResult.Done());
    assertThat(rig.requests(Operation.Campaign.class)).hasSize(2);
  }

  @Test
  void anAcknowledgementBeyondTheProcessedChangeMovesNothing() {
    ClientRig rig = ClientRig.waiting(Revocation.AFTER_LEASE);
    long deadline = rig.deadlineMillis();
    rig.advance(1_000);
    ClientMessage.Renew renew = rig.last(ClientMessage.Renew.class);
    int attaches = rig.sentTo(A, ClientMessage.Attach.class).size();

    rig.receive(A, new ServerMessage.Renewed(rig.session(), renew.renewal(), 1));

    assertThat(rig.deadlineMillis()).isEqualTo(deadline);
    assertThat(rig.sentTo(A, ClientMessage.Attach.class)).hasSize(attaches + 1);
  }

  @Test
  void sendsTheProcessedChangeWithEachRenewal() {
    ClientRig rig = ClientRig.leading();

    rig.advance(1_000);

    assertThat(rig.last(ClientMessage.Renew.class).processedChange()).isEqualTo(1);
  }

  @Test
  void aGrantProcessedAfterTheDeadlineNeverStartsAndIsReleased() {
    ClientRig rig = ClientRig.waiting(Revocation.AFTER_LEASE);
    rig.pause(VALID_MILLIS + 1);

    rig.grant(1);

    assertThat(rig.acted(ClientAction.Promote.class)).isEmpty();
    assertThat(rig.lastRelease())
        .isEqualTo(
            new Operation.Release(
                ELECTION, ONE, EndReason.PROMOTION_FAILED, java.util.Optional.empty()));
  }

  @Test
  void aWithdrawalFreezesTheDeadlineBeforeTheNextAcknowledgementCounts() {
    ClientRig rig = ClientRig.leading();
    rig.advance(1_000);

    List<ClientAction> actions =
        rig.event(new SessionEvent.Withdrawn(ELECTION, ONE, EndReason.REVOKED));

    assertThat(actions)
        .containsSubsequence(
            new ClientAction.Freeze(1, ONE), new ClientAction.Stop(1, ONE, Cause.WITHDRAWN));
    assertThat(ClientRig.acted(rig.acknowledge(A), ClientAction.LeaseMoved.class)).hasSize(1);
  }

  @Test
  void aWallClockThatGainedMoreThanTheMarginEndsTheLease() {
    ClientRig rig = ClientRig.leading();
    rig.jumpWall(500);
    rig.tell(new ClientEvent.Woken());
    assertThat(rig.acted(ClientAction.LeaseLost.class)).isEmpty();
    rig.jumpWall(1);

    rig.tell(new ClientEvent.Woken());

    assertThat(rig.acted(ClientAction.LeaseLost.class)).hasSize(1);
    assertThat(rig.acted(ClientAction.Stop.class)).hasSize(1);
  }

  @Test
  void aWallClockThatFellBackChangesNothing() {
    ClientRig rig = ClientRig.leading();
    rig.jumpWall(-86_400_000);

    rig.tell(new ClientEvent.Woken());

    assertThat(rig.acted(ClientAction.LeaseLost.class)).isEmpty();
  }

  @Test
  void whatAUserThreadSawExpiredIsLost() {
    ClientRig rig = ClientRig.leading();
    long generation = rig.acted(ClientAction.Promote.class).get(0).grant().generation();

    rig.tell(new ClientEvent.LeaseSeenExpired(generation - 1));
    assertThat(rig.acted(ClientAction.Stop.class)).isEmpty();
    rig.tell(new ClientEvent.LeaseSeenExpired(generation));

    assertThat(rig.acted(ClientAction.Stop.class))
        .containsExactly(new ClientAction.Stop(1, ONE, Cause.LOST));
  }

  @Test
  void ridesOutAFailoverThatEndsBeforeTheDeadline() {
    ClientRig rig = ClientRig.leading();
    rig.receive(A, new ServerMessage.Leader(1, false, java.util.Optional.empty()));
    rig.disconnect(A);
    rig.advance(1_500);
    rig.receive(B, new ServerMessage.Leader(1, false, java.util.Optional.empty()));
    rig.advance(1_500);

    rig.leads(B, 2);
    rig.acknowledge(B);
    rig.advance(2_000);

    assertThat(rig.acted(ClientAction.LeaseLost.class)).isEmpty();
    assertThat(rig.acted(ClientAction.Stop.class)).isEmpty();
  }
}
