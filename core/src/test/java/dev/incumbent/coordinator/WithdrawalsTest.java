package dev.incumbent.coordinator;

import static dev.incumbent.coordinator.Ops.ANNA;
import static dev.incumbent.coordinator.Ops.BERT;
import static dev.incumbent.coordinator.Ops.BILLING;
import static dev.incumbent.coordinator.Ops.ORDERS;
import static dev.incumbent.coordinator.Ops.campaign;
import static dev.incumbent.coordinator.Ops.fenced;
import static dev.incumbent.coordinator.Ops.release;
import static dev.incumbent.coordinator.Ops.token;
import static dev.incumbent.coordinator.Rig.S1;
import static dev.incumbent.coordinator.Rig.S2;
import static dev.incumbent.coordinator.Rig.S3;
import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.election.ElectionEvent.Kind;
import dev.incumbent.election.EndReason;
import dev.incumbent.error.FailureCode;
import org.junit.jupiter.api.Test;

/** How a leadership is taken from its holder: lease rule 5, S-5, and revocation. */
final class WithdrawalsTest {
  private static final OperationResult DONE = new OperationResult.Done();

  @Test
  void leaseRule5_withdrawsARevokedLeadershipAndGrantsNobodyElseYet() {
    Rig rig = Rig.open(S1, S2, S3);
    rig.ask(S1, campaign(ORDERS, ANNA));
    rig.ask(S2, campaign(ORDERS, BERT));

    OperationResult noted = rig.ask(S3, new Operation.Revoke(ORDERS, token(1)));

    assertThat(noted).isEqualTo(new OperationResult.Noted(token(1)));
    assertThat(rig.leader(ORDERS)).isEqualTo(ANNA);
    assertThat(rig.holder(ORDERS).withdrawn()).hasValue(EndReason.REVOKED);
    assertThat(rig.told(S1))
        .last()
        .isEqualTo(new SessionEvent.Withdrawn(ORDERS, token(1), EndReason.REVOKED));
    assertThat(rig.machine.state().withdrawn())
        .containsExactly(
            new StateView.Withdrawn(
                ORDERS, token(1), S1, EndReason.REVOKED, rig.index(), Rig.TTL_MILLIS));
    assertThat(rig.lastKinds()).containsExactly(Kind.WITHDRAWN);
  }

  @Test
  void leaseRule5_endsAWithdrawnLeadershipWhenTheCoordinatorSaysSo() {
    Rig rig = Rig.open(S1, S2);
    rig.ask(S1, campaign(ORDERS, ANNA));
    rig.ask(S2, campaign(ORDERS, BERT));
    rig.ask(S2, new Operation.Revoke(ORDERS, token(1)));
    rig.nextTerm();
    rig.present(S2);

    rig.apply(new Command.EndLeadership(ORDERS, token(1), EndReason.REVOKED, rig.term() - 1));
    assertThat(rig.leader(ORDERS)).isEqualTo(ANNA);

    rig.apply(new Command.EndLeadership(ORDERS, token(1), EndReason.REVOKED, rig.term()));
    assertThat(rig.leader(ORDERS)).isEqualTo(BERT);
    assertThat(rig.history(ORDERS).get(0).reason()).isEqualTo(EndReason.REVOKED);
    assertThat(rig.machine.state().withdrawn()).isEmpty();
  }

  @Test
  void leaseRule5_grantsAtOnceWhenTheHolderReleasesAWithdrawnLeadership() {
    Rig rig = Rig.open(S1, S2);
    rig.ask(S1, campaign(ORDERS, ANNA));
    rig.ask(S2, campaign(ORDERS, BERT));
    rig.ask(S2, new Operation.Revoke(ORDERS, token(1)));

    rig.ask(S1, release(ORDERS, token(1)));

    assertThat(rig.leader(ORDERS)).isEqualTo(BERT);
    assertThat(rig.history(ORDERS).get(0).reason()).isEqualTo(EndReason.REVOKED);
  }

  @Test
  void leaseRule5_raisesTheChangeNumberByOneForEachEvent() {
    Rig rig = Rig.open(S1);
    rig.ask(S1, campaign(ORDERS, ANNA));
    rig.ask(S1, campaign(BILLING, ANNA));
    assertThat(rig.session(S1).change()).isEqualTo(2);
    assertThat(rig.last().sessionEvents()).extracting(Applied.Told::change).containsExactly(2L);

    rig.ask(S1, new Operation.Abandon(ORDERS, token(1)));
    assertThat(rig.session(S1).change()).isEqualTo(3);
    rig.ask(S1, new Operation.Abandon(ORDERS, token(1)));
    assertThat(rig.session(S1).change()).isEqualTo(3);

    rig.ask(S1, release(ORDERS, token(1), EndReason.ABANDONED));
    assertThat(rig.machine.state().summary(S1).orElseThrow().change()).isEqualTo(4);
  }

  @Test
  void s5_withdrawsOnlyTheLeadershipThatIsAbandoned() {
    Rig rig = Rig.open(S1);
    rig.ask(S1, campaign(ORDERS, ANNA));
    rig.ask(S1, fenced(BILLING, ANNA, "ledger"));

    rig.ask(S1, new Operation.Abandon(BILLING, token(2)));

    assertThat(rig.holder(BILLING).withdrawn()).hasValue(EndReason.ABANDONED);
    assertThat(rig.holder(ORDERS).withdrawn()).isEmpty();
    assertThat(rig.ask(S1, new Operation.Abandon(BILLING, token(1)))).isEqualTo(DONE);
    rig.apply(new Command.EndLeadership(BILLING, token(2), EndReason.ABANDONED, rig.term()));
    assertThat(rig.findHolder(BILLING)).isEmpty();
    assertThat(rig.history(BILLING).get(0).reason()).isEqualTo(EndReason.ABANDONED);
  }

  @Test
  void refusesAReleaseAsAbandonedOfALeadershipThatIsNotWithdrawn() {
    Rig rig = Rig.open(S1);
    rig.ask(S1, campaign(ORDERS, ANNA));

    assertThat(rig.failure(S1, release(ORDERS, token(1), EndReason.ABANDONED)).message())
        .contains("ABANDONED", "for a withdrawn leadership only");
    assertThat(rig.leader(ORDERS)).isEqualTo(ANNA);
  }

  @Test
  void revokesAtOnceAHolderWhoseEveryWriteIsFenced() {
    Rig rig = Rig.open(S1, S2);
    rig.ask(S1, fenced(ORDERS, ANNA, "ledger"));
    rig.ask(S2, campaign(ORDERS, BERT));

    OperationResult noted = rig.ask(S2, new Operation.Revoke(ORDERS, token(1)));

    assertThat(noted).isEqualTo(new OperationResult.Noted(token(1)));
    assertThat(rig.leader(ORDERS)).isEqualTo(BERT);
    assertThat(rig.told(S1))
        .last()
        .isEqualTo(new SessionEvent.Ended(ORDERS, token(1), EndReason.REVOKED));
  }

  @Test
  void namesTheCurrentTokenWhenTheRevokedOneIsNotIt() {
    Rig rig = Rig.open(S1);
    rig.ask(S1, campaign(ORDERS, ANNA));

    var failure = rig.failure(S1, new Operation.Revoke(ORDERS, token(7)));

    assertThat(failure.code()).isEqualTo(FailureCode.NOT_FOUND);
    assertThat(failure.value()).isEqualTo("7");
    assertThat(failure.allowed()).isEqualTo("1");
    assertThat(rig.failure(S1, new Operation.Revoke(BILLING, token(1))).code())
        .isEqualTo(FailureCode.NOT_FOUND);
  }

  @Test
  void notesARevocationTwiceAndWithdrawsOnce() {
    Rig rig = Rig.open(S1);
    rig.ask(S1, campaign(ORDERS, ANNA));
    rig.ask(S1, new Operation.Revoke(ORDERS, token(1)));

    assertThat(rig.ask(S1, new Operation.Revoke(ORDERS, token(1))))
        .isEqualTo(new OperationResult.Noted(token(1)));
    assertThat(rig.last().sessionEvents()).isEmpty();
  }
}
