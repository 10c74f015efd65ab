package dev.incumbent.coordinator.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.coordinator.Command;
import dev.incumbent.coordinator.LogEntry;
import dev.incumbent.election.Revocation;
import dev.incumbent.error.FailureCode;
import dev.incumbent.session.Answer;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.PeerMessage;
import dev.incumbent.session.ServerMessage.ReadAnswer;
import dev.incumbent.session.ServerMessage.ReadFailed;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a read is answered, and how old the answer is. */
class ReadsTest extends Reading {
  @Test
  void aLinearizableReadWaitsForAnEntrySubmittedAfterItArrived() {
    node.lead(1);
    TestClient client = TestClient.open(node, 1, 7, 1, 5_000);
    node.receive(1, client.request(TestClient.campaign(Revocation.AFTER_LEASE)));
    read(1, ELECTION, false);
    assertThat(node.submitted()).as("the campaign, and a confirmation at once").hasSize(2);

    node.commit(1);
    assertThat(node.take(1, ReadAnswer.class)).isEmpty();
    node.commit(1);

    ReadAnswer answer = answer();
    assertThat(answer.linearizable()).isTrue();
    assertThat(answer.index()).isEqualTo(3);
    assertThat(answer.ageMillis()).isEmpty();
    assertThat(answer.answer())
        .isInstanceOfSatisfying(
            Answer.Elections.class,
            elections -> {
              assertThat(elections.views()).hasSize(1);
              assertThat(elections.leaseLeftMillis()).containsExactly(5_000L);
            });
  }

  @Test
  void aDeposedLeaderAnswersNoLinearizableRead() {
    node.connect(1);
    node.lead(1);
    read(1, ELECTION, false);

    node.on(new HostEvent.LostLeadership());
    assertThat(failure()).isEqualTo(FailureCode.NOT_LEADER);
    node.commit(1);

    assertThat(node.take(1)).isEmpty();
  }

  @Test
  void withoutAQuorumALinearizableReadFailsAtOnce() {
    node.connect(1);
    node.lead(1);
    read(1, ELECTION, false);
    node.on(new HostEvent.QuorumSeen(false));
    assertThat(failure()).isEqualTo(FailureCode.NO_QUORUM);

    read(2, ELECTION, false);

    assertThat(failure()).isEqualTo(FailureCode.NO_QUORUM);
    node.commitAll(1);
    assertThat(node.take(1)).isEmpty();
  }

  @Test
  void aFollowerAnswersNoLinearizableRead() {
    node.connect(1);
    node.on(new HostEvent.QuorumSeen(true));

    read(1, ELECTION, false);

    assertThat(failure()).isEqualTo(FailureCode.NOT_LEADER);
  }

  @Test
  void aReadWhoseEntryFailedWaitsForTheNext() {
    node.connect(1);
    node.lead(1);
    read(1, ELECTION, false);

    node.fail(false);
    node.advance(Proposals.PAUSE_MILLIS);
    node.commit(1);

    assertThat(answer().linearizable()).isTrue();
  }

  @Test
  void aStaleReadIsAnsweredAtOnceAndAnUnknownAgeIsSaid() {
    node.connect(1);

    read(1, ELECTION, true);

    ReadAnswer answer = answer();
    assertThat(answer.linearizable()).isFalse();
    assertThat(answer.ageMillis()).isEmpty();
  }

  @Test
  void aFollowersAgeCountsFromTheSendingOfTheConfirmedProbe() {
    node.connect(1);
    node.on(new HostEvent.PeerConnected("b", true));
    node.follow("b", 2);
    assertThat(node.takePeer("b")).containsExactly(new PeerMessage.Probe(1));

    node.advance(300);
    node.on(new HostEvent.PeerReceived("b", new PeerMessage.Confirmed(1, 2, 0)));
    node.advance(100);
    read(1, ELECTION, true);

    assertThat(answer().ageMillis()).hasValue(400);
  }

  @Test
  void aFollowerIsNotFreshBeforeItHasAppliedWhatWasConfirmed() {
    node.connect(1);
    node.on(new HostEvent.PeerConnected("b", true));
    node.follow("b", 2);
    node.on(new HostEvent.PeerReceived("b", new PeerMessage.Confirmed(1, 2, 1)));
    read(1, ELECTION, true);
    assertThat(answer().ageMillis()).isEmpty();

    node.advance(50);
    node.apply(2, new LogEntry(1, 1, 0, List.of(new Command.Noop())));
    read(2, ELECTION, true);

    assertThat(answer().ageMillis()).hasValue(50);
  }

  @Test
  void aLeadersAgeCountsFromTheSubmissionOfItsLastConfirmedEntry() {
    node.connect(1);
    node.lead(1);
    read(1, ELECTION, false);
    node.advance(30);
    node.commitAll(1);
    node.take(1);
    node.advance(20);

    read(2, ELECTION, true);

    assertThat(answer().ageMillis()).hasValue(50);
  }

  @Test
  void aStaleReadOlderThanASecondMakesTheNextOneYounger() {
    node.connect(1);
    node.lead(1);
    read(1, ELECTION, true);
    assertThat(node.submitted()).hasSize(1);
    node.commitAll(1);
    node.advance(900);

    read(2, ELECTION, true);
    assertThat(node.submitted()).isEmpty();
    node.advance(101);
    read(3, ELECTION, true);

    assertThat(node.submitted()).hasSize(1);
  }

  @Test
  void aFollowersOldStaleReadAsksTheLeaderOnceAtATime() {
    node.connect(1);
    node.on(new HostEvent.PeerConnected("b", true));
    node.follow("b", 2);
    node.takePeer("b");
    node.advance(500);

    read(1, ELECTION, true);
    assertThat(node.takePeer("b")).as("an answer is awaited").isEmpty();
    node.on(new HostEvent.PeerReceived("b", new PeerMessage.Confirmed(1, 2, 99)));
    read(2, ELECTION, true);
    read(3, ELECTION, true);

    assertThat(node.takePeer("b")).containsExactly(new PeerMessage.Probe(2));
  }

  @Test
  void boundsTheReadsThatWait() {
    HostHarness small = new HostHarness("a", new HostLimits(1, 1_024, 2_000, 2, 10));
    small.connect(1);
    small.lead(1);
    for (int i = 1; i <= 3; i++) {
      small.receive(1, new ClientMessage.Read(i, ELECTION, false));
    }

    assertThat(small.take(1, ReadFailed.class))
        .singleElement()
        .satisfies(
            failed -> {
              assertThat(failed.id()).isEqualTo(3);
              assertThat(failed.failure().code()).isEqualTo(FailureCode.UNAVAILABLE);
            });
    small.commitAll(1);
    assertThat(small.take(1, ReadAnswer.class)).hasSize(2);
  }

  @Test
  void aCongestedStreamGetsNoAnswers() {
    node.connect(1);
    node.on(new HostEvent.Congested(1, true));

    read(1, ELECTION, true);

    assertThat(failure()).isEqualTo(FailureCode.UNAVAILABLE);
  }
}
