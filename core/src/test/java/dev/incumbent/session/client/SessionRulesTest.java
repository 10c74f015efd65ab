package dev.incumbent.session.client;

import static dev.incumbent.session.client.ClientRig.A;
import static dev.incumbent.session.client.ClientRig.B;
import static dev.incumbent.session.client.ClientRig.MILLI;
import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.election.Revocation;
import dev.incumbent.election.StopSignal.Cause;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.Query;
import dev.incumbent.session.ServerMessage;
import dev.incumbent.session.SessionId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionRulesTest {
  private static final FencingToken ONE = new FencingToken(1);

  @Test
  void readsNeedNoSession() {
    ClientRig rig = ClientRig.led();

    rig.tell(new ClientEvent.Ask(1, new Query.Key("k"), false, Optional.empty()));

    assertThat(rig.sent(ClientMessage.Read.class)).hasSize(1);
    assertThat(rig.sent(ClientMessage.Attach.class)).isEmpty();
  }

  @Test
  void theFirstCampaignOpensTheSessionAtTheLeaderAndAttachesEverywhere() {
    ClientRig rig = ClientRig.led();

    rig.campaign(1, Revocation.AFTER_LEASE);

    assertThat(rig.sentTo(A, ClientMessage.Open.class)).hasSize(1);
    assertThat(rig.sentTo(B, ClientMessage.Open.class)).isEmpty();
    assertThat(rig.sentTo(A, ClientMessage.Attach.class)).hasSize(1);
    assertThat(rig.sentTo(B, ClientMessage.Attach.class)).hasSize(1);
  }

  @Test
  void numbersAttachmentsUpwardsAcrossAllNodes() {
    ClientRig rig = ClientRig.waiting(Revocation.AFTER_LEASE);
    rig.leads(B, 2);
    rig.disconnect(A);
    rig.advance(100);
    rig.welcome(A);

    List<Long> numbers =
        rig.sent(ClientMessage.Attach.class).stream()
            .map(ClientMessage.Attach::attachment)
            .toList();

    assertThat(numbers).hasSizeGreaterThanOrEqualTo(4).startsWith(1L).isSorted();
    assertThat(numbers).doesNotHaveDuplicates();
  }

  @Test
  void renewsAtOnceOnEachAttachToTheLeader() {
    ClientRig rig = ClientRig.waiting(Revocation.AFTER_LEASE);
    rig.advance(300);

    rig.leads(B, 2);

    assertThat(rig.sentTo(B, ClientMessage.Attach.class)).hasSize(2);
    assertThat(rig.sentTo(B, ClientMessage.Renew.class)).hasSize(1);
  }

  @Test
  void renewsEachFifthOfTheTtl() {
    ClientRig rig = ClientRig.waiting(Revocation.AFTER_LEASE);

    assertThat(renewalsWithin(rig, 5_000)).isEqualTo(5);
  }

  @Test
  void renewsTenTimesASecondWhileASuspectableCandidacyStands() {
    ClientRig rig = ClientRig.waiting(Revocation.ON_SUSPICION);

    assertThat(renewalsWithin(rig, 5_000)).isEqualTo(50);
  }

  private static int renewalsWithin(ClientRig rig, long millis) {
    int before = rig.sent(ClientMessage.Renew.class).size();
    for (long i = 0; i < millis; i += 50) {
      rig.advance(50);
      rig.acknowledge(A);
    }
    return rig.sent(ClientMessage.Renew.class).size() - before;
  }

  @Test
  void ignoresALeaderOfAnOlderTerm() {
    ClientRig rig = ClientRig.waiting(Revocation.AFTER_LEASE);
    rig.leads(B, 5);
    int renewals = rig.sentTo(A, ClientMessage.Renew.class).size();

    rig.leads(A, 4);
    rig.advance(1_000);

    assertThat(rig.sentTo(A, ClientMessage.Renew.class)).hasSize(renewals);
  }

  @Test
  void aFollowersWordMakesNobodyTheMainNode() {
    ClientRig rig = ClientRig.waiting(Revocation.AFTER_LEASE);
    int attaches = rig.sentTo(B, ClientMessage.Attach.class).size();

    rig.receive(A, new ServerMessage.Leader(2, false, Optional.of(B)));

    assertThat(rig.sentTo(B, ClientMessage.Attach.class)).hasSize(attaches);
  }

  @Test
  void learnsNodesThatItWasNotToldOf() {
    ClientRig rig = ClientRig.led();

    rig.receive(A, new ServerMessage.Leader(2, false, Optional.of("127.0.0.1:3")));

    assertThat(rig.acted(ClientAction.Connect.class))
        .extracting(ClientAction.Connect::address)
        .contains("127.0.0.1:3");
  }

  @Test
  void reconnectsAtOnceAndThenBacksOffByAtMostAQuarterOfTheTimeLeft() {
    ClientRig rig = ClientRig.leading();
    rig.advance(2_000);
    rig.disconnect(A);
    long before = rig.nowMillis();
    rig.advance(1);
    assertThat(rig.nowMillis() - before).isEqualTo(1);
    int connects = rig.acted(ClientAction.Connect.class).size();
    assertThat(connects).isEqualTo(3);

    while (rig.nowMillis() < rig.deadlineMillis() - 10) {
      rig.disconnect(A);
      long left = rig.deadlineMillis() - rig.nowMillis();
      long wait = rig.protocol.wakeAtNanos().orElseThrow() / MILLI - rig.nowMillis();
      assertThat(wait).isLessThanOrEqualTo(left / 4 + 1);
      rig.advance(left / 4 + 1);
    }
  }

  @Test
  void replacesAStreamThatStaysSilent() {
    ClientRig rig = ClientRig.waiting(Revocation.AFTER_LEASE);
    long connection = rig.connection(A);

    rig.advance(4_100);

    assertThat(rig.acted(ClientAction.Disconnect.class))
        .contains(new ClientAction.Disconnect(connection));
  }

  @Test
  void doesNotTakeItsOwnPauseForTheNodesSilence() {
    ClientRig rig = ClientRig.waiting(Revocation.AFTER_LEASE);
    rig.advance(1_000);
    rig.pause(3_000);

    rig.tell(new ClientEvent.Woken());
    rig.acknowledge(A);
    rig.advance(900);

    assertThat(rig.acted(ClientAction.Disconnect.class)).isEmpty();
  }

  @Test
  void beginsAnotherSessionWhenItsOwnIsGone() {
    ClientRig rig = ClientRig.leading();
    SessionId old = rig.session();

    rig.receive(A, new ServerMessage.SessionGone(old));

    assertThat(rig.acted(ClientAction.Stop.class))
        .contains(new ClientAction.Stop(1, ONE, Cause.LOST));
    assertThat(rig.acted(ClientAction.Disconnect.class)).hasSize(2);
    rig.advance(1);
    rig.welcome(A);
    rig.leads(A, 1);
    assertThat(rig.last(ClientMessage.Open.class).session()).isNotEqualTo(old);
    rig.tell(new ClientEvent.WorkReturned(1, ONE));
    assertThat(rig.requests(Operation.Release.class)).isEmpty();
    rig.open(A);
    assertThat(rig.lastRequest(Operation.Campaign.class).sequence()).isEqualTo(1);
  }

  @Test
  void believesOnlyTheLeaderThatItsSessionIsGone() {
    ClientRig rig = ClientRig.leading();

    rig.receive(B, new ServerMessage.SessionGone(rig.session()));

    assertThat(rig.acted(ClientAction.Stop.class)).isEmpty();
  }

  @Test
  void refusesANodeOfAnotherCluster() {
    ClientRig rig = new ClientRig();
    rig.welcome(A);
    long connection = rig.connection(B);

    rig.receive(B, new ServerMessage.Welcome(1, "other", "n2", List.of(B)));

    assertThat(rig.acted(ClientAction.Disconnect.class))
        .containsExactly(new ClientAction.Disconnect(connection));
  }

  @Test
  void closesTheSessionOnceEveryCandidacyIsOver() {
    ClientRig rig = ClientRig.leading();

    rig.tell(new ClientEvent.Close());
    assertThat(rig.sent(ClientMessage.Close.class)).isEmpty();
    rig.tell(new ClientEvent.WorkReturned(1, ONE));
    rig.answer(A, rig.lastRequest(Operation.Release.class), new OperationResult.Done());
    assertThat(rig.sentTo(A, ClientMessage.Close.class)).hasSize(1);
    assertThat(rig.acted(ClientAction.Closed.class)).isEmpty();
    rig.receive(A, new ServerMessage.SessionGone(rig.session()));

    assertThat(rig.acted(ClientAction.Closed.class)).hasSize(1);
  }

  @Test
  void leavesTheSessionToItsLeaseWhenWorkDoesNotReturn() {
    ClientRig rig = ClientRig.leading();
    rig.tell(new ClientEvent.Close());

    rig.advance(ClientRig.VALID_MILLIS + 600);

    assertThat(rig.acted(ClientAction.LeaveReturns.class)).isNotEmpty();
    assertThat(rig.acted(ClientAction.Closed.class)).hasSize(1);
    assertThat(rig.sent(ClientMessage.Close.class)).isEmpty();
    rig.tell(new ClientEvent.WorkReturned(1, ONE));
    assertThat(rig.acted(ClientAction.Ended.class)).hasSize(1);
    assertThat(rig.acted(ClientAction.Finished.class)).hasSize(1);
  }

  @Test
  void opensAgainAfterARefusal() {
    ClientRig rig = ClientRig.led();
    rig.campaign(1, Revocation.AFTER_LEASE);

    rig.receive(
        A,
        new ServerMessage.OpenRefused(
            rig.session(), Failure.of(FailureCode.NO_QUORUM, "no majority answers")));
    rig.advance(1_000);

    assertThat(rig.sentTo(A, ClientMessage.Open.class)).hasSizeGreaterThan(1);
  }
}
