package dev.incumbent.session.client;

import static dev.incumbent.session.client.ClientRig.A;
import static dev.incumbent.session.client.ClientRig.B;
import static dev.incumbent.session.client.ClientRig.CANDIDATE;
import static dev.incumbent.session.client.ClientRig.ELECTION;
import static dev.incumbent.session.client.ClientRig.MILLI;
import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.codec.Bytes;
import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.coordinator.SessionEvent;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.Revocation;
import dev.incumbent.election.StopSignal.Cause;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.session.ServerMessage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CandidacyRulesTest {
  private static final FencingToken ONE = new FencingToken(1);
  private static final OperationResult DONE = new OperationResult.Done();

  @Test
  void s5_stopsAndWaitsBeforeItReleases() {
    ClientRig rig = ClientRig.leading();

    rig.tell(new ClientEvent.Leave(1));
    assertThat(rig.acted(ClientAction.Stop.class))
        .containsExactly(new ClientAction.Stop(1, ONE, Cause.CLOSING));
    assertThat(rig.requests(Operation.Release.class)).isEmpty();
    rig.tell(new ClientEvent.WorkReturned(1, ONE));

    assertThat(rig.lastRelease())
        .isEqualTo(new Operation.Release(ELECTION, ONE, EndReason.RESIGNED, Optional.empty()));
    assertThat(rig.acted(ClientAction.Finished.class)).isEmpty();
    rig.answer(A, rig.lastRequest(Operation.Release.class), DONE);
    assertThat(rig.acted(ClientAction.Finished.class))
        .containsExactly(
            new ClientAction.Finished(1, Optional.of(EndReason.RESIGNED), Optional.empty()));
  }

  @Test
  void aWorkThatReturnsByItselfFinishesTheCandidacy() {
    ClientRig rig = ClientRig.leading();

    rig.tell(new ClientEvent.WorkReturned(1, ONE));
    rig.answer(A, rig.lastRequest(Operation.Release.class), DONE);

    assertThat(rig.acted(ClientAction.Ended.class))
        .containsExactly(new ClientAction.Ended(1, ONE, EndReason.RESIGNED));
    assertThat(rig.acted(ClientAction.Finished.class)).hasSize(1);
    assertThat(rig.requests(Operation.Campaign.class)).hasSize(1);
  }

  @Test
  void anOverrunDrainAbandonsAndDoesNotCampaign() {
    ClientRig rig = ClientRig.leading();
    rig.tell(new ClientEvent.Leave(1));
    long bound = rig.deadlineMillis();
    rig.keepAlive(3_000);
    assertThat(rig.requests(Operation.Abandon.class)).isEmpty();

    rig.keepAlive(3_000);

    assertThat(rig.nowMillis()).isGreaterThan(bound);
    assertThat(rig.requests(Operation.Abandon.class)).hasSize(1);
    assertThat(rig.acted(ClientAction.Freeze.class)).hasSize(1);
    assertThat(rig.acted(ClientAction.LeaveReturns.class)).hasSize(1);
    assertThat(rig.requests(Operation.Release.class)).isEmpty();
    rig.keepAlive(20_000);
    assertThat(rig.requests(Operation.Campaign.class)).hasSize(1);
  }

  @Test
  void releasesAnAbandonedLeadershipWhenItsWorkReturnsAtLast() {
    ClientRig rig = ClientRig.leading();
    rig.event(new SessionEvent.Withdrawn(ELECTION, ONE, EndReason.REVOKED));
    rig.keepAlive(6_000);
    rig.answer(A, rig.lastRequest(Operation.Abandon.class), DONE);

    rig.tell(new ClientEvent.WorkReturned(1, ONE));

    assertThat(rig.lastRelease().reason()).isEqualTo(EndReason.ABANDONED);
    assertThat(rig.acted(ClientAction.Ended.class))
        .containsExactly(new ClientAction.Ended(1, ONE, EndReason.ABANDONED));
    rig.answer(A, rig.lastRequest(Operation.Release.class), DONE);
    assertThat(rig.requests(Operation.Campaign.class)).hasSize(2);
  }

  @Test
  void releasesAsLostWhatWasNeverKnownToBeAbandoned() {
    ClientRig rig = ClientRig.leading();
    rig.tell(new ClientEvent.Leave(1));
    rig.keepAlive(6_000);
    rig.tell(new ClientEvent.WorkReturned(1, ONE));

    rig.answer(
        A,
        rig.lastRequest(Operation.Release.class),
        new OperationResult.Failed(Failure.of(FailureCode.REJECTED, "it is not withdrawn")));

    assertThat(rig.lastRelease().reason()).isEqualTo(EndReason.LOST);
    assertThat(rig.acted(ClientAction.Finished.class)).isEmpty();
  }

  @Test
  void aLostLeadershipWhoseWorkDoesNotReturnIsAbandoned() {
    ClientRig rig = ClientRig.leading();
    rig.advance(ClientRig.VALID_MILLIS);
    assertThat(rig.requests(Operation.Abandon.class)).isEmpty();

    // The margin is the time to stop.
    rig.advance(500);

    assertThat(rig.requests(Operation.Abandon.class)).hasSize(1);
  }

  @Test
  void keepsTheReasonOfAnEndByTheCoordinator() {
    ClientRig rig = ClientRig.leading();

    rig.event(new SessionEvent.Ended(ELECTION, ONE, EndReason.CRASHED));
    assertThat(rig.acted(ClientAction.Stop.class))
        .containsExactly(new ClientAction.Stop(1, ONE, Cause.LOST));
    rig.tell(new ClientEvent.WorkReturned(1, ONE));

    assertThat(rig.acted(ClientAction.Ended.class))
        .containsExactly(new ClientAction.Ended(1, ONE, EndReason.CRASHED));
    assertThat(rig.requests(Operation.Release.class)).isEmpty();
    assertThat(rig.requests(Operation.Campaign.class)).hasSize(2);
  }

  @Test
  void anEventAboutAnotherTokenChangesNothing() {
    ClientRig rig = ClientRig.leading();

    rig.event(new SessionEvent.Ended(ELECTION, new FencingToken(9), EndReason.CRASHED));

    assertThat(rig.acted(ClientAction.Stop.class)).isEmpty();
  }

  @Test
  void finishesAfterALossIfToldTo() {
    ClientRig rig = ClientRig.led();
    rig.tell(
        new ClientEvent.Campaign(
            1, ClientRig.operation(Revocation.AFTER_LEASE), OptionalLong.empty(), false));
    rig.open(A);
    rig.grant(1);
    rig.tell(new ClientEvent.Claimed(1, ONE));
    rig.advance(ClientRig.VALID_MILLIS);

    rig.tell(new ClientEvent.WorkReturned(1, ONE));
    rig.answer(A, rig.lastRequest(Operation.Release.class), DONE);

    assertThat(rig.acted(ClientAction.Finished.class))
        .containsExactly(
            new ClientAction.Finished(1, Optional.of(EndReason.LOST), Optional.empty()));
  }

  @Test
  void leavesTheQueue() {
    ClientRig rig = ClientRig.waiting(Revocation.AFTER_LEASE);

    rig.tell(new ClientEvent.Leave(1));
    assertThat(rig.acted(ClientAction.Finished.class)).isEmpty();
    rig.answer(A, rig.lastRequest(Operation.Cancel.class), DONE);

    assertThat(rig.acted(ClientAction.Finished.class))
        .containsExactly(new ClientAction.Finished(1, Optional.empty(), Optional.empty()));
  }

  @Test
  void givesBackAGrantThatCrossedItsLeaving() {
    ClientRig rig = ClientRig.waiting(Revocation.AFTER_LEASE);
    rig.tell(new ClientEvent.Leave(1));

    rig.grant(1);

    assertThat(rig.acted(ClientAction.Promote.class)).isEmpty();
    assertThat(rig.lastRelease().token()).isEqualTo(ONE);
    assertThat(rig.lastRelease().reason()).isEqualTo(EndReason.RESIGNED);
  }

  @Test
  void leavesWithoutAskingWhenItsCampaignWasNeverSent() {
    ClientRig rig = ClientRig.led();
    rig.campaign(1, Revocation.AFTER_LEASE);

    rig.tell(new ClientEvent.Leave(1));
    rig.open(A);

    assertThat(rig.acted(ClientAction.Finished.class)).hasSize(1);
    assertThat(rig.requests(Operation.Campaign.class)).isEmpty();
  }

  @Test
  void finishesWithTheRefusalOfItsCampaign() {
    ClientRig rig = ClientRig.led();
    rig.campaign(1, Revocation.AFTER_LEASE);
    rig.open(A);
    Failure refusal = Failure.rejected("candidates", "1001", "up to 1000");

    rig.answer(A, rig.lastRequest(Operation.Campaign.class), new OperationResult.Failed(refusal));

    assertThat(rig.acted(ClientAction.Finished.class))
        .containsExactly(new ClientAction.Finished(1, Optional.empty(), Optional.of(refusal)));
  }

  @Test
  void finishesWithoutHavingLedIfTheElectionIsNotVacant() {
    ClientRig rig = ClientRig.led();
    Operation.Campaign onlyIfVacant =
        new Operation.Campaign(
            ELECTION, CANDIDATE, 0, Revocation.AFTER_LEASE, List.of(), "i", Bytes.EMPTY, true, 0);
    rig.tell(new ClientEvent.Campaign(1, onlyIfVacant, OptionalLong.empty(), true));
    rig.open(A);

    rig.answer(
        A,
        rig.lastRequest(Operation.Campaign.class),
        new OperationResult.Failed(Failure.of(FailureCode.UNAVAILABLE, "b leads")));

    assertThat(rig.acted(ClientAction.Finished.class))
        .containsExactly(new ClientAction.Finished(1, Optional.empty(), Optional.empty()));
  }

  @Test
  void campaignsAnewWhenItWasGrantedAndEndedUnseen() {
    ClientRig rig = ClientRig.led();
    rig.campaign(1, Revocation.AFTER_LEASE);
    rig.open(A);
    // The answer is lost with A; what was granted meanwhile has ended before B leads.
    rig.leads(B, 2);
    rig.receive(B, new ServerMessage.SessionState(rig.session(), 2, List.of(), List.of()));
    int attaches = rig.sentTo(B, dev.incumbent.session.ClientMessage.Attach.class).size();
    rig.answer(B, rig.lastRequest(Operation.Campaign.class), DONE);
    assertThat(rig.sentTo(B, dev.incumbent.session.ClientMessage.Attach.class))
        .hasSize(attaches + 1);

    rig.receive(B, new ServerMessage.SessionState(rig.session(), 2, List.of(), List.of()));
    rig.advance(1_250);

    List<Long> sequences =
        rig.requests(Operation.Campaign.class).stream().map(r -> r.sequence()).toList();
    assertThat(sequences).containsExactly(1L, 1L, 2L);
  }

  @Test
  void processesWhatWasAskedOfALeadershipThatTheStateShows() {
    ClientRig rig = ClientRig.leading();
    rig.leads(B, 2);

    rig.receive(
        B, new ServerMessage.SessionState(rig.session(), 2, List.of(heldAndRevoked()), List.of()));

    assertThat(rig.acted(ClientAction.Freeze.class)).hasSize(1);
    assertThat(rig.acted(ClientAction.Stop.class))
        .containsExactly(new ClientAction.Stop(1, ONE, Cause.WITHDRAWN));
  }

  private static ServerMessage.Held heldAndRevoked() {
    return new ServerMessage.Held(
        ELECTION,
        CANDIDATE,
        ONE,
        new dev.incumbent.fencing.GrantId(1, 9),
        List.of(),
        List.of(),
        true,
        Optional.of(new SessionEvent.Withdrawn(ELECTION, ONE, EndReason.REVOKED)),
        Optional.empty());
  }

  @Test
  void aConfiguredDrainBoundCountsInsteadOfTheDeadline() {
    ClientRig rig = ClientRig.led();
    rig.tell(
        new ClientEvent.Campaign(
            1, ClientRig.operation(Revocation.AFTER_LEASE), OptionalLong.of(10_000 * MILLI), true));
    rig.open(A);
    rig.grant(1);
    rig.tell(new ClientEvent.Claimed(1, ONE));
    rig.tell(new ClientEvent.Leave(1));

    rig.keepAlive(9_500);
    assertThat(rig.requests(Operation.Abandon.class)).isEmpty();
    rig.keepAlive(500);

    assertThat(rig.requests(Operation.Abandon.class)).hasSize(1);
  }
}
