package dev.incumbent.session.client;

import static dev.incumbent.session.client.ClientRig.A;
import static dev.incumbent.session.client.ClientRig.ELECTION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.coordinator.SessionEvent;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.Revocation;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.fencing.FencingToken;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** L-4, as the holder and the one that asks see it. */
final class HandOverRulesTest {
  private static final FencingToken ONE = new FencingToken(1);
  private static final CandidateName OTHER = new CandidateName("b");
  private static final OperationResult DONE = new OperationResult.Done();

  @Test
  void ourOwnEndEventIsNoLoss() {
    ClientRig rig = ClientRig.led();
    rig.tell(
        new ClientEvent.Campaign(
            1, ClientRig.operation(Revocation.AFTER_LEASE), OptionalLong.empty(), false));
    rig.open(A);
    rig.grant(1);
    rig.tell(new ClientEvent.Claimed(1, ONE));
    rig.event(handOver());
    rig.tell(new ClientEvent.WorkReturned(1, ONE));

    rig.event(new SessionEvent.Ended(ELECTION, ONE, EndReason.HANDED_OVER));
    rig.answer(A, rig.lastRequest(Operation.Release.class), DONE);

    assertThat(rig.acted(ClientAction.Finished.class)).isEmpty();
    assertThat(rig.requests(Operation.Campaign.class)).hasSize(2);
  }

  @Test
  void aHandOverNamesTheSuccessorOnceTheWorkHasReturned() {
    ClientRig rig = ClientRig.leading();

    rig.event(handOver());
    rig.keepAlive(60_000);
    assertThat(rig.requests(Operation.Release.class)).isEmpty();
    assertThat(rig.requests(Operation.Abandon.class)).isEmpty();
    rig.tell(new ClientEvent.WorkReturned(1, ONE));

    assertThat(rig.lastRelease())
        .isEqualTo(
            new Operation.Release(ELECTION, ONE, EndReason.HANDED_OVER, Optional.of(successor())));
    rig.answer(A, rig.lastRequest(Operation.Release.class), DONE);
    assertThat(rig.requests(Operation.Campaign.class)).hasSize(2);
  }

  @Test
  void answersAHandOverWhenTheLeadershipWasReleased() {
    ClientRig rig = ClientRig.leading();
    rig.tell(new ClientEvent.HandOver(7, 1, OTHER));
    rig.answer(A, rig.lastRequest(Operation.RequestHandover.class), new OperationResult.Noted(ONE));
    rig.event(handOver());
    rig.tell(new ClientEvent.WorkReturned(1, ONE));
    assertThat(rig.acted(ClientAction.Answer.class)).isEmpty();

    rig.answer(A, rig.lastRequest(Operation.Release.class), DONE);

    assertThat(rig.acted(ClientAction.Answer.class))
        .containsExactly(new ClientAction.Answer(7, new OperationResult.Noted(ONE)));
  }

  @Test
  void failsAHandOverToAnUnknownCandidateAndLeadsOn() {
    ClientRig rig = ClientRig.leading();
    rig.tell(new ClientEvent.HandOver(7, 1, OTHER));
    Failure unknown = Failure.of(FailureCode.NOT_FOUND, "nobody waits under that name");

    rig.answer(
        A, rig.lastRequest(Operation.RequestHandover.class), new OperationResult.Failed(unknown));

    assertThat(rig.acted(ClientAction.Fail.class))
        .containsExactly(new ClientAction.Fail(7, unknown));
    assertThat(rig.acted(ClientAction.Stop.class)).isEmpty();
  }

  @Test
  void refusesToHandOverWhatItDoesNotHold() {
    ClientRig rig = ClientRig.waiting(Revocation.AFTER_LEASE);

    rig.tell(new ClientEvent.HandOver(7, 1, OTHER));

    assertThat(rig.acted(ClientAction.Fail.class).get(0).failure().code())
        .isEqualTo(FailureCode.LEADERSHIP_LOST);
  }

  private static SessionEvent handOver() {
    return new SessionEvent.HandoverRequested(ELECTION, ONE, successor());
  }

  private static Operation.Successor successor() {
    return new Operation.Successor(new dev.incumbent.session.SessionId(5, 5), OTHER);
  }
}
