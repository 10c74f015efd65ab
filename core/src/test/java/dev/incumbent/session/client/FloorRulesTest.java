package dev.incumbent.session.client;

import static dev.incumbent.session.client.ClientRig.A;
import static dev.incumbent.session.client.ClientRig.B;
import static dev.incumbent.session.client.ClientRig.CANDIDATE;
import static dev.incumbent.session.client.ClientRig.ELECTION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.coordinator.SessionEvent;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.Revocation;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
import dev.incumbent.session.ServerMessage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** S-1, the floor: what a candidate does whose claim a fence refuses as stale. */
final class FloorRulesTest {
  private static final FencingToken ONE = new FencingToken(1);
  private static final OperationResult DONE = new OperationResult.Done();

  private final ClientRig rig = ClientRig.waiting(Revocation.AFTER_LEASE);

  @Test
  void s1_asksForATokenAboveTheRefusedOneAndKeepsItsPlace() {
    refused();

    assertThat(lastRaise())
        .isEqualTo(
            new Operation.RaiseFloor(
                ELECTION,
                ONE,
                500,
                "token 1 is stale: fence 'db' was last claimed with token 500"));
    assertThat(rig.requests(Operation.Release.class)).isEmpty();
    assertThat(rig.acted(ClientAction.Ended.class))
        .containsExactly(new ClientAction.Ended(1, ONE, EndReason.PROMOTION_FAILED));

    rig.answer(A, rig.lastRequest(Operation.RaiseFloor.class), DONE);
    rig.event(new SessionEvent.Ended(ELECTION, ONE, EndReason.PROMOTION_FAILED));
    rig.grant(501);
    rig.tell(new ClientEvent.Claimed(1, new FencingToken(501)));

    assertThat(rig.acted(ClientAction.Lead.class))
        .containsExactly(new ClientAction.Lead(1, new FencingToken(501)));
    assertThat(rig.requests(Operation.Campaign.class)).as("it never left").hasSize(1);
    assertThat(rig.requests(Operation.Release.class)).isEmpty();
  }

  @Test
  void s1_takesTheNewGrantWithoutTheAnswer() {
    refused();

    rig.event(new SessionEvent.Ended(ELECTION, ONE, EndReason.PROMOTION_FAILED));
    rig.grant(501);
    rig.answer(A, rig.lastRequest(Operation.RaiseFloor.class), DONE);
    rig.tell(new ClientEvent.Claimed(1, new FencingToken(501)));

    assertThat(rig.acted(ClientAction.Lead.class)).hasSize(1);
    assertThat(rig.requests(Operation.Release.class)).isEmpty();
  }

  @Test
  void s1_takesTheNewGrantFromTheWholeStateAfterAFailover() {
    refused();

    rig.leads(B, 2);
    ServerMessage.Held held =
        new ServerMessage.Held(
            ELECTION,
            CANDIDATE,
            new FencingToken(501),
            new GrantId(501, 9),
            List.of("db"),
            List.of(),
            false,
            Optional.empty(),
            Optional.empty());
    rig.receive(B, new ServerMessage.SessionState(rig.session(), 3, List.of(held), List.of()));
    rig.tell(new ClientEvent.Claimed(1, new FencingToken(501)));

    assertThat(rig.acted(ClientAction.Lead.class)).hasSize(1);
    assertThat(rig.requests(Operation.Release.class)).isEmpty();
  }

  @Test
  void s1_raisesAgainIfTheNewTokenIsRefusedToo() {
    refused();
    rig.answer(A, rig.lastRequest(Operation.RaiseFloor.class), DONE);
    rig.grant(501);

    rig.tell(
        new ClientEvent.ClaimFailed(
            1, new FencingToken(501), Failure.staleToken("fence 'db'", 501, 900)));

    assertThat(lastRaise().token()).isEqualTo(new FencingToken(501));
    assertThat(lastRaise().refused()).isEqualTo(900);
  }

  @Test
  void s1_releasesAsAFailedPromotionWhenTheRaiseIsRefused() {
    refused();

    rig.answer(
        A,
        rig.lastRequest(Operation.RaiseFloor.class),
        new OperationResult.Failed(Failure.rejected("floor", "500", "more is an operator's")));

    assertThat(rig.lastRelease().reason()).isEqualTo(EndReason.PROMOTION_FAILED);
    assertThat(rig.lastRelease().detail()).contains("was last claimed with token 500");
    rig.answer(A, rig.lastRequest(Operation.Release.class), DONE);
    rig.acknowledge(A);
    rig.advance(1_250);
    assertThat(rig.requests(Operation.Campaign.class)).as("after its back-off").hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureCode.class,
      names = {"STALE_TOKEN"},
      mode = EnumSource.Mode.EXCLUDE)
  void s1_raisesForNoOtherFailure(FailureCode code) {
    rig.grant(1);

    rig.tell(new ClientEvent.ClaimFailed(1, ONE, new Failure(code, "no", "1", "500")));

    assertThat(rig.requests(Operation.RaiseFloor.class)).isEmpty();
    assertThat(rig.lastRelease().reason()).isEqualTo(EndReason.PROMOTION_FAILED);
  }

  @Test
  void s1_raisesNothingForALeadershipThatIsLost() {
    rig.grant(1);
    rig.pause(ClientRig.VALID_MILLIS);

    rig.tell(new ClientEvent.ClaimFailed(1, ONE, Failure.staleToken("fence 'db'", 1, 500)));

    assertThat(rig.requests(Operation.RaiseFloor.class)).isEmpty();
    assertThat(rig.lastRelease().reason()).isEqualTo(EndReason.PROMOTION_FAILED);
  }

  @Test
  void s1_raisesNothingWhenItsUserHasClosedIt() {
    rig.grant(1);
    rig.tell(new ClientEvent.Leave(1));

    rig.tell(new ClientEvent.ClaimFailed(1, ONE, Failure.staleToken("fence 'db'", 1, 500)));

    assertThat(rig.requests(Operation.RaiseFloor.class)).isEmpty();
    assertThat(rig.requests(Operation.Release.class)).hasSize(1);
  }

  @Test
  void s5_givesTheNewGrantBackIfItsUserClosesItMeanwhile() {
    refused();
    rig.tell(new ClientEvent.Leave(1));

    rig.answer(A, rig.lastRequest(Operation.RaiseFloor.class), DONE);
    rig.event(new SessionEvent.Ended(ELECTION, ONE, EndReason.PROMOTION_FAILED));
    rig.grant(501);

    assertThat(rig.lastRelease().token()).isEqualTo(new FencingToken(501));
    rig.answer(A, rig.lastRequest(Operation.Cancel.class), DONE);
    assertThat(rig.acted(ClientAction.Finished.class)).hasSize(1);
    assertThat(rig.acted(ClientAction.Promote.class)).hasSize(1);
  }

  @Test
  void c1_tellsNothingTwiceWhenTheSessionGoesWhileItRaises() {
    refused();

    rig.receive(A, new ServerMessage.SessionGone(rig.session()));

    assertThat(rig.acted(ClientAction.Ended.class)).hasSize(1);
  }

  private void refused() {
    rig.grant(1);
    rig.tell(new ClientEvent.ClaimFailed(1, ONE, Failure.staleToken("fence 'db'", 1, 500)));
  }

  private Operation.RaiseFloor lastRaise() {
    return (Operation.RaiseFloor) rig.lastRequest(Operation.RaiseFloor.class).operation();
  }
}
