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

import dev.incumbent.election.EndReason;
import dev.incumbent.error.FailureCode;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How a leadership goes to a named candidate: L-4. */
final class HandoversTest {
  @Test
  void l4_asksTheHolderToHandOverToTheNamedCandidate() {
    Rig rig = Rig.open(S1, S2, S3);
    rig.ask(S1, campaign(ORDERS, ANNA));
    rig.ask(S2, campaign(ORDERS, BERT));
    rig.ask(S3, campaign(ORDERS, CARL));

    assertThat(rig.ask(S3, new Operation.RequestHandover(ORDERS, BERT)))
        .isEqualTo(new OperationResult.Noted(token(1)));
    assertThat(rig.ask(S3, new Operation.RequestHandover(ORDERS, CARL)))
        .isEqualTo(new OperationResult.Noted(token(1)));

    SessionEvent.HandoverRequested newest =
        new SessionEvent.HandoverRequested(ORDERS, token(1), new Operation.Successor(S3, CARL));
    assertThat(rig.told(S1)).last().isEqualTo(newest);
    assertThat(rig.session(S1).held().get(0).handover()).hasValue(newest);
    assertThat(rig.leader(ORDERS)).isEqualTo(ANNA);
  }

  @Test
  void refusesAHandoverToNobodyToTheHolderAndToAnAmbiguousName() {
    Rig rig = Rig.open(S1, S2, S3);
    assertThat(rig.failure(S1, new Operation.RequestHandover(ORDERS, BERT)).code())
        .isEqualTo(FailureCode.NOT_FOUND);
    rig.ask(S1, campaign(ORDERS, ANNA));
    assertThat(rig.failure(S1, new Operation.RequestHandover(ORDERS, BERT)).code())
        .isEqualTo(FailureCode.NOT_FOUND);
    assertThat(rig.failure(S1, new Operation.RequestHandover(ORDERS, ANNA)).code())
        .isEqualTo(FailureCode.REJECTED);
    rig.ask(S2, campaign(ORDERS, BERT));
    rig.ask(S3, campaign(ORDERS, BERT));

    var failure = rig.failure(S1, new Operation.RequestHandover(ORDERS, BERT));

    assertThat(failure.code()).isEqualTo(FailureCode.REJECTED);
    assertThat(failure.message()).contains(S2.toString(), S3.toString());
    assertThat(rig.told(S1)).hasSize(1);
  }

  @Test
  void l4_grantsANamedSuccessorBeforeAHigherPriority() {
    Rig rig = Rig.open(S1, S2, S3);
    rig.ask(S1, campaign(ORDERS, ANNA));
    rig.ask(S2, campaign(ORDERS, BERT, 9));
    rig.ask(S3, campaign(ORDERS, CARL));

    rig.ask(
        S1,
        new Operation.Release(
            ORDERS,
            rig.token(ORDERS),
            EndReason.HANDED_OVER,
            Optional.of(new Operation.Successor(S3, CARL))));

    assertThat(rig.leader(ORDERS)).isEqualTo(CARL);
  }

  @Test
  void l4_passesOverANamedSuccessorThatDoesNotWaitOrIsAbsent() {
    Rig rig = Rig.open(S1, S2, S3);
    rig.ask(S1, campaign(ORDERS, ANNA));
    rig.ask(S2, campaign(ORDERS, BERT));
    Operation.Successor gone = new Operation.Successor(S3, CARL);

    rig.ask(
        S1,
        new Operation.Release(ORDERS, rig.token(ORDERS), EndReason.HANDED_OVER, Optional.of(gone)));
    assertThat(rig.leader(ORDERS)).isEqualTo(BERT);

    rig.ask(S3, campaign(ORDERS, CARL));
    rig.ask(S1, campaign(ORDERS, ANNA));
    rig.nextTerm();
    rig.present(S1);
    rig.ask(
        S2,
        new Operation.Release(ORDERS, rig.token(ORDERS), EndReason.HANDED_OVER, Optional.of(gone)));
    assertThat(rig.leader(ORDERS)).isEqualTo(ANNA);
  }
}
