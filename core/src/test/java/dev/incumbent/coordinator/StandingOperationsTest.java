package dev.incumbent.coordinator;

import static dev.incumbent.coordinator.Ops.ANNA;
import static dev.incumbent.coordinator.Ops.BERT;
import static dev.incumbent.coordinator.Ops.CARL;
import static dev.incumbent.coordinator.Ops.ORDERS;
import static dev.incumbent.coordinator.Ops.campaign;
import static dev.incumbent.coordinator.Ops.token;
import static dev.incumbent.coordinator.Rig.S1;
import static dev.incumbent.coordinator.Rig.S2;
import static dev.incumbent.coordinator.Rig.S3;
import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.codec.Bytes;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.ElectionEvent;
import dev.incumbent.election.ElectionView;
import dev.incumbent.election.EndReason;
import dev.incumbent.error.FailureCode;
import dev.incumbent.fencing.FencingToken;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a candidate that stands may ask for itself. */
final class StandingOperationsTest {
  private static final OperationResult DONE = new OperationResult.Done();

  @Test
  void tellsAPreferredCandidateWhichLowerOneHoldsAndAsksNobody() {
    Rig rig = lowHolderAndHighWaiter();

    assertThat(rig.ask(S2, prefer(Optional.empty())))
        .isEqualTo(new OperationResult.Noted(token(1)));

    assertThat(rig.told(S1)).hasSize(1);
  }

  @Test
  void s5_asksTheLowerHolderThatWasSeenToHandOverAndEndsNothing() {
    Rig rig = lowHolderAndHighWaiter();

    assertThat(rig.ask(S2, prefer(Optional.of(token(1)))))
        .isEqualTo(new OperationResult.Noted(token(1)));

    assertThat(rig.told(S1))
        .last()
        .isEqualTo(
            new SessionEvent.HandoverRequested(
                ORDERS, token(1), new Operation.Successor(S2, BERT)));
    assertThat(rig.leader(ORDERS)).isEqualTo(ANNA);
  }

  @Test
  void asksNobodyWhenAnotherLeadershipHoldsThanWasSeen() {
    Rig rig = lowHolderAndHighWaiter();

    assertThat(rig.ask(S2, prefer(Optional.of(token(7)))))
        .isEqualTo(new OperationResult.Noted(token(1)));

    assertThat(rig.told(S1)).hasSize(1);
  }

  @Test
  void saysNothingOfAHolderThatIsNotLower() {
    for (int priority : new int[] {5, 6}) {
      Rig rig = Rig.open(S1, S2);
      rig.ask(S1, campaign(ORDERS, ANNA, priority));
      rig.ask(S2, campaign(ORDERS, BERT, 5));

      assertThat(rig.ask(S2, prefer(Optional.of(token(1))))).isEqualTo(DONE);

      assertThat(rig.told(S1)).hasSize(1);
    }
  }

  @Test
  void refusesNothingToOneThatDoesNotWaitAndAsksNobody() {
    Rig rig = lowHolderAndHighWaiter();
    rig.ask(S2, new Operation.Cancel(ORDERS, BERT));

    assertThat(rig.ask(S2, prefer(Optional.of(token(1))))).isEqualTo(DONE);
    assertThat(rig.ask(S3, prefer(Optional.of(token(1))))).isEqualTo(DONE);

    assertThat(rig.told(S1)).hasSize(1);
  }

  @Test
  void doesNotReplaceAWishThatStands() {
    Rig rig = lowHolderAndHighWaiter();
    rig.ask(S3, campaign(ORDERS, CARL));
    rig.ask(S3, new Operation.RequestHandover(ORDERS, CARL));
    int told = rig.told(S1).size();

    rig.ask(S2, prefer(Optional.of(token(1))));

    assertThat(rig.told(S1)).hasSize(told);
    assertThat(rig.session(S1).held().get(0).handover().orElseThrow().to().candidate())
        .isEqualTo(CARL);
  }

  @Test
  void leavesAWithdrawnLeadershipToItsEnd() {
    Rig rig = lowHolderAndHighWaiter();
    rig.ask(S3, new Operation.Revoke(ORDERS, token(1)));
    int told = rig.told(S1).size();

    rig.ask(S2, prefer(Optional.of(token(1))));

    assertThat(rig.told(S1)).hasSize(told);
  }

  @Test
  void showsObserversTheNewMetadataOfOneThatWaits() {
    Rig rig = lowHolderAndHighWaiter();

    assertThat(rig.ask(S2, update(BERT, "http://b2"))).isEqualTo(DONE);

    assertThat(shown(rig.last())).containsExactly("UPDATED bert http://b2");
    ElectionView view = rig.machine.state().election(ORDERS).orElseThrow();
    assertThat(view.queue())
        .extracting(ElectionView.Waiting::metadata)
        .containsExactly(Bytes.utf8("http://b2"));
  }

  @Test
  void keepsTheNewMetadataOfOneThatWaitedWhenItIsGranted() {
    Rig rig = lowHolderAndHighWaiter();
    rig.ask(S2, update(BERT, "http://b2"));

    rig.ask(S1, Ops.release(ORDERS, token(1)));

    assertThat(shown(rig.last())).containsExactly("ENDED anna ", "GRANTED bert http://b2");
    assertThat(rig.holder(ORDERS).metadata()).isEqualTo(Bytes.utf8("http://b2"));
  }

  @Test
  void showsObserversTheNewMetadataOfTheHolderAndKeepsWhatElseItIs() {
    Rig rig = lowHolderAndHighWaiter();
    rig.ask(S1, new Operation.ReportPromoted(ORDERS, token(1)));
    ElectionView.Holder before = rig.holder(ORDERS);

    rig.ask(S1, update(ANNA, "http://a2"));

    ElectionView.Holder after = rig.holder(ORDERS);
    assertThat(after.metadata()).isEqualTo(Bytes.utf8("http://a2"));
    assertThat(after.token()).isEqualTo(before.token());
    assertThat(after.promoted()).isTrue();
    rig.ask(S1, Ops.release(ORDERS, token(1), EndReason.UNHEALTHY));
    assertThat(rig.history(ORDERS).get(0).reason()).isEqualTo(EndReason.UNHEALTHY);
    assertThat(rig.leader(ORDERS)).isEqualTo(BERT);
  }

  @Test
  void saysNothingOfMetadataThatIsTheSame() {
    Rig rig = lowHolderAndHighWaiter();
    rig.ask(S2, update(BERT, "http://b2"));

    rig.ask(S2, update(BERT, "http://b2"));

    assertThat(rig.last().electionEvents()).isEmpty();
  }

  @Test
  void updatesNobodyThatDoesNotStandInThatSession() {
    Rig rig = lowHolderAndHighWaiter();

    assertThat(rig.failure(S1, update(BERT, "x")).code()).isEqualTo(FailureCode.NOT_FOUND);
    assertThat(rig.failure(S2, update(CARL, "x")).code()).isEqualTo(FailureCode.NOT_FOUND);
  }

  @Test
  void refusesTooMuchMetadata() {
    Rig rig = lowHolderAndHighWaiter();

    assertThat(rig.failure(S2, update(BERT, "x".repeat(4 * 1024 + 1))).message())
        .isEqualTo("metadata bytes '4097' is refused: allowed 0 to 4096");
  }

  private static Rig lowHolderAndHighWaiter() {
    Rig rig = Rig.open(S1, S2, S3);
    rig.ask(S1, campaign(ORDERS, ANNA, 0));
    rig.ask(S2, campaign(ORDERS, BERT, 5));
    return rig;
  }

  private static Operation.Prefer prefer(Optional<FencingToken> against) {
    return new Operation.Prefer(ORDERS, BERT, against);
  }

  private static Operation.UpdateMetadata update(CandidateName candidate, String metadata) {
    return new Operation.UpdateMetadata(ORDERS, candidate, Bytes.utf8(metadata));
  }

  private static List<String> shown(Applied applied) {
    return applied.electionEvents().stream()
        .map((ElectionEvent e) -> e.kind() + " " + e.candidate() + " " + e.metadata().toUtf8())
        .toList();
  }
}
