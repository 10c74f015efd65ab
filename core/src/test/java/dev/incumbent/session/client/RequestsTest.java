package dev.incumbent.session.client;

import static dev.incumbent.session.client.ClientRig.A;
import static dev.incumbent.session.client.ClientRig.B;
import static dev.incumbent.session.client.ClientRig.ELECTION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.ServerMessage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RequestsTest {
  private static final Failure NO_QUORUM = Failure.of(FailureCode.NO_QUORUM, "no majority answers");

  private static ClientRig open() {
    ClientRig rig = ClientRig.led();
    change(rig, 1);
    rig.open(A);
    return rig;
  }

  private static void change(ClientRig rig, long call) {
    rig.tell(new ClientEvent.Change(call, new Operation.Revoke(ELECTION, new FencingToken(call))));
  }

  private static ClientMessage.Request last(ClientRig rig) {
    return rig.last(ClientMessage.Request.class);
  }

  private static FailureCode failure(ClientRig rig, long call) {
    return rig.acted(ClientAction.Fail.class).stream()
        .filter(fail -> fail.call() == call)
        .findFirst()
        .orElseThrow()
        .failure()
        .code();
  }

  private static void refuse(ClientRig rig, String node, Failure failure) {
    ClientMessage.Request request = last(rig);
    rig.receive(
        node, new ServerMessage.RequestRefused(request.session(), request.sequence(), failure));
  }

  @Test
  void s9_asksAgainUnderTheSameNumber() {
    ClientRig rig = open();
    ClientMessage.Request first = last(rig);

    rig.leads(B, 2);

    assertThat(rig.sentTo(B, ClientMessage.Request.class)).containsExactly(first);
    rig.answer(B, first, new OperationResult.Written(3));
    assertThat(rig.acted(ClientAction.Answer.class))
        .containsExactly(new ClientAction.Answer(1, new OperationResult.Written(3)));
  }

  /** An entry that a deposed leader had not brought to a majority is lost, and nobody says so. */
  @Test
  void s9_asksAgainForWhatIsNotAnsweredForATimeToLive() {
    ClientRig rig = new ClientRig(OptionalLong.empty());
    rig.welcome(A);
    rig.leads(A, 1);
    change(rig, 1);
    rig.open(A);
    ClientMessage.Request first = last(rig);

    renewFor(rig, 4);
    assertThat(rig.sentTo(A, ClientMessage.Request.class)).containsExactly(first);
    renewFor(rig, 2);

    assertThat(rig.sentTo(A, ClientMessage.Request.class)).containsExactly(first, first);
    rig.answer(A, first, new OperationResult.Done());
    renewFor(rig, 20);
    assertThat(rig.sentTo(A, ClientMessage.Request.class)).containsExactly(first, first);
  }

  private static void renewFor(ClientRig rig, int seconds) {
    for (int second = 0; second < seconds; second++) {
      rig.advance(1_000);
      rig.acknowledge(A);
    }
  }

  @Test
  void answersOnce() {
    ClientRig rig = open();
    ClientMessage.Request request = last(rig);

    rig.answer(A, request, new OperationResult.Done());
    rig.answer(A, request, new OperationResult.Done());

    assertThat(rig.acted(ClientAction.Answer.class)).hasSize(1);
  }

  @Test
  void acknowledgesOnlyWhatHasNoGapBeforeIt() {
    ClientRig rig = open();
    ClientMessage.Request first = last(rig);
    change(rig, 2);
    rig.answer(A, last(rig), new OperationResult.Done());
    change(rig, 3);
    assertThat(last(rig).acknowledged()).isZero();
    rig.answer(A, first, new OperationResult.Done());

    change(rig, 4);

    assertThat(last(rig).acknowledged()).isEqualTo(2);
    assertThat(last(rig).sequence()).isEqualTo(4);
  }

  @Test
  void s10_failsAtOnceWhenEveryAttemptWasRefusedForLackOfAQuorum() {
    ClientRig rig = open();

    refuse(rig, A, NO_QUORUM);

    assertThat(failure(rig, 1)).isEqualTo(FailureCode.NO_QUORUM);
  }

  @Test
  void isUnknownWhenAnEarlierAttemptMayHaveGotFurther() {
    ClientRig rig = open();
    rig.leads(B, 2);

    refuse(rig, B, NO_QUORUM);
    assertThat(rig.acted(ClientAction.Fail.class)).isEmpty();
    rig.advance(3_000);

    assertThat(failure(rig, 1)).isEqualTo(FailureCode.OUTCOME_UNKNOWN);
  }

  @Test
  void isUnknownWhenALaterAttemptIsRefusedForGood() {
    ClientRig rig = open();
    rig.leads(B, 2);

    refuse(rig, B, Failure.rejected("key", "x", "none"));

    assertThat(failure(rig, 1)).isEqualTo(FailureCode.OUTCOME_UNKNOWN);
  }

  @Test
  void isUnknownWhenItWasSentAndNotAnsweredInTime() {
    ClientRig rig = open();

    rig.advance(3_000);

    assertThat(failure(rig, 1)).isEqualTo(FailureCode.OUTCOME_UNKNOWN);
    assertThat(rig.answer(A, last(rig), new OperationResult.Done())).isEmpty();
  }

  @Test
  void isSurelyNotAppliedWhenNoNodeWasReached() {
    ClientRig rig = new ClientRig();
    change(rig, 1);

    rig.advance(3_000);

    assertThat(failure(rig, 1)).isEqualTo(FailureCode.UNAVAILABLE);
    assertThat(rig.sent(ClientMessage.Request.class)).isEmpty();
  }

  @Test
  void isSurelyNotAppliedWhenNodesAnswerAndNoneLeads() {
    ClientRig rig = new ClientRig();
    rig.welcome(A);
    change(rig, 1);

    rig.advance(1_500);
    rig.receive(A, new ServerMessage.Leader(1, false, Optional.empty()));
    rig.advance(1_500);

    assertThat(failure(rig, 1)).isEqualTo(FailureCode.NO_QUORUM);
  }

  @Test
  void s10_asksSomeNodeWhenNobodyLeadsToBeToldSo() {
    ClientRig rig = new ClientRig();
    rig.welcome(B);
    change(rig, 1);

    rig.receive(B, new ServerMessage.OpenRefused(rig.session(), NO_QUORUM));

    assertThat(rig.sentTo(B, ClientMessage.Open.class)).isNotEmpty();
    assertThat(failure(rig, 1)).isEqualTo(FailureCode.NO_QUORUM);
  }

  @Test
  void triesAgainWhereTheLeaderIsAfterNotLeader() {
    ClientRig rig = open();
    refuse(rig, A, Failure.of(FailureCode.NOT_LEADER, "n2 leads"));
    assertThat(rig.acted(ClientAction.Fail.class)).isEmpty();

    rig.leads(B, 2);

    assertThat(rig.sentTo(B, ClientMessage.Request.class)).hasSize(1);
  }

  @Test
  void triesAgainAfterAWhileWhenTheNodeIsFull() {
    ClientRig rig = open();

    refuse(rig, A, Failure.of(FailureCode.UNAVAILABLE, "the queue is full"));
    rig.advance(60);

    assertThat(rig.sentTo(A, ClientMessage.Request.class)).hasSize(2);
    assertThat(rig.acted(ClientAction.Fail.class)).isEmpty();
  }

  @Test
  void handsOnTheStatesOwnRefusal() {
    ClientRig rig = open();
    Failure stale = Failure.staleToken("election orders", 1, 2);

    rig.answer(A, last(rig), new OperationResult.Failed(stale));

    assertThat(rig.acted(ClientAction.Fail.class)).containsExactly(new ClientAction.Fail(1, stale));
  }

  @Test
  void theSessionsEndLeavesWhatWasSentUnknownAndCarriesTheRestOver() {
    ClientRig rig = open();
    change(rig, 2);
    refuse(rig, A, Failure.of(FailureCode.NOT_LEADER, "n2 leads"));

    rig.receive(A, new ServerMessage.SessionGone(rig.session()));
    assertThat(failure(rig, 1)).isEqualTo(FailureCode.OUTCOME_UNKNOWN);
    rig.advance(25);
    rig.welcome(A);
    rig.leads(A, 1);
    rig.open(A);

    assertThat(last(rig).sequence()).isEqualTo(1);
    assertThat(last(rig).session()).isEqualTo(rig.session());
    rig.answer(A, last(rig), new OperationResult.Done());
    assertThat(rig.acted(ClientAction.Answer.class))
        .containsExactly(new ClientAction.Answer(2, new OperationResult.Done()));
  }

  @Test
  void keepsAtMost1024NumbersOpen() {
    ClientRig rig = open();
    for (int call = 2; call <= 1_100; call++) {
      change(rig, call);
    }
    assertThat(last(rig).sequence()).isEqualTo(Requests.MAX_WINDOW);

    rig.answer(A, rig.sent(ClientMessage.Request.class).get(0), new OperationResult.Done());

    assertThat(last(rig).sequence()).isEqualTo(Requests.MAX_WINDOW + 1);
    assertThat(last(rig).acknowledged()).isEqualTo(1);
  }

  @Test
  void refusesMoreThanItsBoundOfWaitingChanges() {
    ClientRig rig = new ClientRig();
    for (int call = 1; call <= Requests.MAX_PENDING; call++) {
      change(rig, call);
    }
    assertThat(rig.acted(ClientAction.Fail.class)).isEmpty();

    change(rig, Requests.MAX_PENDING + 1);

    assertThat(failure(rig, Requests.MAX_PENDING + 1)).isEqualTo(FailureCode.UNAVAILABLE);
  }

  @Test
  void waitsForEverWithoutATimeout() {
    ClientRig rig = new ClientRig(OptionalLong.empty());
    change(rig, 1);

    rig.advance(3_600_000);

    assertThat(rig.acted(ClientAction.Fail.class)).isEmpty();
  }

  @Test
  void failsWhatIsLeftWhenClosed() {
    ClientRig rig = open();
    change(rig, 2);
    refuse(rig, A, Failure.of(FailureCode.NOT_LEADER, "n2 leads"));

    rig.tell(new ClientEvent.Close());
    rig.receive(A, new ServerMessage.SessionGone(rig.session()));

    assertThat(failure(rig, 1)).isEqualTo(FailureCode.OUTCOME_UNKNOWN);
    assertThat(failure(rig, 2)).isEqualTo(FailureCode.UNAVAILABLE);
  }

  @Test
  void failsAtOnceWhatIsAskedForAfterTheClose() {
    ClientRig rig = open();
    rig.tell(new ClientEvent.Close());
    rig.receive(A, new ServerMessage.SessionGone(rig.session()));

    change(rig, 9);
    rig.tell(
        new ClientEvent.Ask(10, new dev.incumbent.session.Query.Key("k"), false, Optional.empty()));

    assertThat(failure(rig, 9)).isEqualTo(FailureCode.UNAVAILABLE);
    assertThat(failure(rig, 10)).isEqualTo(FailureCode.UNAVAILABLE);
    assertThat(List.of(rig.protocol.wakeAtNanos())).containsExactly(OptionalLong.empty());
  }
}
