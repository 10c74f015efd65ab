package dev.incumbent.coordinator.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.codec.Bytes;
import dev.incumbent.coordinator.Operation;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.ElectionView;
import dev.incumbent.election.Revocation;
import dev.incumbent.error.FailureCode;
import dev.incumbent.session.Answer;
import dev.incumbent.session.Query;
import dev.incumbent.session.ServerMessage.ReadAnswer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is answered to each query, and how much of it at once. */
final class AnswersTest extends Reading {
  @Test
  void answersItsStatusWhateverTheCircumstances() {
    node.connect(1);

    read(1, new Query.NodeStatus(), false);

    assertThat(answer().answer())
        .isInstanceOfSatisfying(
            Answer.Status.class,
            status -> {
              assertThat(status.node().node()).isEqualTo("a");
              assertThat(status.node().ready()).isFalse();
              assertThat(status.node().quorum()).isFalse();
            });
    node.lead(3);
    read(2, new Query.NodeStatus(), false);
    assertThat(((Answer.Status) answer().answer()).node().ready()).isTrue();
  }

  @Test
  void refusesALimitOutOfRange() {
    node.connect(1);

    read(1, new Query.Elections("", "", 1_001), true);
    assertThat(failure()).isEqualTo(FailureCode.REJECTED);
    read(2, new Query.Elections("", "", 0), true);

    assertThat(failure()).isEqualTo(FailureCode.REJECTED);
  }

  @Test
  void answersElectionsAPageAtATime() {
    node.lead(1);
    TestClient client = TestClient.open(node, 1, 7, 1, 5_000);
    for (int i = 0; i < 50; i++) {
      node.receive(1, client.request(TestClient.campaign("e" + (1_000 + i))));
    }
    node.commitAll(1);
    node.take(1);

    read(1, new Query.Elections("e", "", 30), true);
    Answer.Elections first = (Answer.Elections) answer().answer();
    String last = first.views().get(29).election().value();
    read(2, new Query.Elections("e", last, 30), true);
    Answer.Elections second = (Answer.Elections) answer().answer();

    assertThat(first.views()).hasSize(30);
    assertThat(first.more()).isTrue();
    assertThat(last).isEqualTo("e1029");
    assertThat(second.views()).hasSize(20);
    assertThat(second.more()).isFalse();
  }

  @Test
  void aPageIsBoundedInBytesToo() {
    node.lead(1);
    TestClient client = TestClient.open(node, 1, 7, 1, 5_000);
    for (int i = 0; i < 100; i++) {
      node.receive(1, client.request(TestClient.campaign("e" + i)));
    }
    node.commitAll(1);
    node.take(1);

    read(1, new Query.Elections("e", "", 1_000), true);

    Answer.Elections page = (Answer.Elections) answer().answer();
    assertThat(page.views()).hasSizeBetween(50, 64);
    assertThat(page.more()).isTrue();
  }

  @Test
  void anElectionThatWouldNotFitAMessageShowsWhoWaitsByNameOnly() {
    node.lead(1);
    TestClient client = TestClient.open(node, 1, 7, 1, 5_000);
    for (int i = 0; i < 140; i++) {
      node.receive(1, client.request(as("candidate-" + i, TestClient.campaign("crowded"))));
    }
    node.commitAll(1);
    node.take(1);

    read(1, new Query.Election(new ElectionName("crowded")), true);

    ElectionView view = ((Answer.Elections) answer().answer()).views().get(0);
    assertThat(view.holder().orElseThrow().metadata().length()).isEqualTo(4 * 1024);
    assertThat(view.queue())
        .hasSize(139)
        .allMatch(one -> one.metadata().length() == 0 && one.incarnation().isEmpty());
  }

  private static Operation.Campaign as(String candidate, Operation.Campaign campaign) {
    return new Operation.Campaign(
        campaign.election(),
        new CandidateName(candidate),
        0,
        campaign.revocation(),
        campaign.fences(),
        campaign.incarnation(),
        campaign.metadata(),
        false,
        0);
  }

  @Test
  void sendsABackupInPiecesAsTheStreamTakesThem() {
    node.connect(1);
    node.backup = List.of(Bytes.utf8("one"), Bytes.utf8("two"));

    read(1, new Query.Backup(), true);
    assertThat(((Answer.Piece) answer().answer()).bytes().toUtf8()).isEqualTo("one");
    node.on(new HostEvent.Congested(1, true));
    node.advance(1_000);
    assertThat(node.take(1)).isEmpty();
    node.on(new HostEvent.Congested(1, false));
    node.advance(1);

    List<ReadAnswer> rest = node.take(1, ReadAnswer.class);
    assertThat(rest)
        .extracting(piece -> ((Answer.Piece) piece.answer()).bytes().toUtf8())
        .containsExactly("two", "");
    node.advance(1_000);
    assertThat(node.take(1)).isEmpty();
  }

  @Test
  void boundsTheBackupsUnderWay() {
    node.connect(1);
    node.backup = List.of(Bytes.utf8("one"), Bytes.utf8("two"));
    read(1, new Query.Backup(), true);
    read(2, new Query.Backup(), true);
    read(3, new Query.Backup(), true);

    assertThat(failure()).isEqualTo(FailureCode.UNAVAILABLE);
  }

  @Test
  void theLeaseLeftIsUnknownToAFollower() {
    node.lead(1);
    TestClient client = TestClient.open(node, 1, 7, 1, 5_000);
    client.campaign(node, 1, 1, Revocation.AFTER_LEASE);
    node.on(new HostEvent.LostLeadership());
    node.take(1);

    read(1, ELECTION, true);

    Answer.Elections elections = (Answer.Elections) answer().answer();
    assertThat(elections.leaseLeftMillis()).containsExactly(-1L);
  }
}
