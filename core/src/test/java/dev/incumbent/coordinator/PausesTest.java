package dev.incumbent.coordinator;

import static dev.incumbent.coordinator.Ops.ANNA;
import static dev.incumbent.coordinator.Ops.BERT;
import static dev.incumbent.coordinator.Ops.BILLING;
import static dev.incumbent.coordinator.Ops.ORDERS;
import static dev.incumbent.coordinator.Ops.campaign;
import static dev.incumbent.coordinator.Ops.fenced;
import static dev.incumbent.coordinator.Ops.ifVacant;
import static dev.incumbent.coordinator.Ops.lockDelayed;
import static dev.incumbent.coordinator.Ops.raiseFloor;
import static dev.incumbent.coordinator.Ops.release;
import static dev.incumbent.coordinator.Ops.token;
import static dev.incumbent.coordinator.Rig.S1;
import static dev.incumbent.coordinator.Rig.S2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.election.Conditions;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.OperatorAct;
import dev.incumbent.error.FailureCode;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What keeps an election from being granted: a pause, a lock delay. */
final class PausesTest {
  private static final OperationResult DONE = new OperationResult.Done();
  private static final OperatorAct PAUSE = new OperatorAct.Pause();
  private static final OperatorAct RESUME = new OperatorAct.Resume();

  @Test
  void grantsAPausedElectionToNobodyAndLeavesItsHolderAlone() {
    Rig rig = Rig.open(S1, S2);
    rig.ask(S1, campaign(ORDERS, ANNA));
    rig.ask(S2, campaign(ORDERS, BERT));

    assertThat(rig.operate(S2, ORDERS, PAUSE)).isEqualTo(DONE);

    assertThat(rig.leader(ORDERS)).isEqualTo(ANNA);
    assertThat(rig.holder(ORDERS).withdrawn()).isEmpty();
    assertThat(rig.conditions(ORDERS).paused()).isTrue();
    rig.ask(S1, release(ORDERS, token(1)));
    assertThat(rig.findHolder(ORDERS)).isEmpty();
    rig.present(S2);
    rig.ask(S1, campaign(ORDERS, ANNA));
    assertThat(rig.findHolder(ORDERS)).isEmpty();
    assertThat(rig.failure(S1, ifVacant(ORDERS, BERT)).code()).isEqualTo(FailureCode.UNAVAILABLE);
  }

  @Test
  void grantsItAgainWhenItIsResumed() {
    Rig rig = paused();

    assertThat(rig.operate(S1, ORDERS, RESUME)).isEqualTo(DONE);

    assertThat(rig.leader(ORDERS)).isEqualTo(BERT);
    assertThat(rig.conditions(ORDERS).paused()).isFalse();
    assertThat(rig.conditions(ORDERS).notes())
        .extracting(Conditions.Note::what)
        .containsExactly("resumed", "paused");
    assertThat(rig.conditions(ORDERS).notes().get(0).by()).isEqualTo("test");
  }

  @Test
  void staysPausedOverTerms() {
    Rig rig = paused();

    rig.nextTerm();
    rig.present(S2);

    assertThat(rig.findHolder(ORDERS)).isEmpty();
  }

  @Test
  void pausesTwiceAsOnce() {
    Rig rig = paused();

    assertThat(rig.operate(S1, ORDERS, PAUSE)).isEqualTo(DONE);
    assertThat(rig.conditions(ORDERS).notes()).hasSize(1);
  }

  @Test
  void refusesToHandAPausedElectionOver() {
    Rig rig = Rig.open(S1, S2);
    rig.ask(S1, campaign(ORDERS, ANNA));
    rig.ask(S2, campaign(ORDERS, BERT));
    rig.operate(S2, ORDERS, PAUSE);

    var failure = rig.failure(S2, new Operation.RequestHandover(ORDERS, BERT));

    assertThat(failure.code()).isEqualTo(FailureCode.UNAVAILABLE);
    assertThat(failure.message()).contains("is paused");
  }

  @Test
  void keepsThePlaceOfACandidateThatRaisesTheFloorOfAPausedElection() {
    Rig rig = Rig.open(S1, S2);
    rig.ask(S1, fenced(ORDERS, ANNA, "ledger"));
    rig.ask(S2, campaign(ORDERS, BERT));
    rig.operate(S2, ORDERS, PAUSE);

    rig.ask(S1, raiseFloor(ORDERS, token(1), 9));
    assertThat(rig.findHolder(ORDERS)).isEmpty();
    rig.operate(S2, ORDERS, RESUME);

    assertThat(rig.leader(ORDERS)).isEqualTo(ANNA);
    assertThat(rig.token(ORDERS).value()).isEqualTo(10);
  }

  @Test
  void namesAnElectionThatIsUnknown() {
    Rig rig = Rig.open(S1);

    assertThat(rig.failure(S1, new Operation.Operate(BILLING, PAUSE)).code())
        .isEqualTo(FailureCode.NOT_FOUND);
    assertThat(rig.machine.state().electionCount()).isZero();
  }

  @Test
  void waitsForTheLockDelayAfterAnUnconfirmedEnd() {
    Rig rig = Rig.open(S1, S2);
    rig.ask(S1, lockDelayed(ORDERS, ANNA, 15_000));
    rig.ask(S2, campaign(ORDERS, BERT));

    rig.expire(S1);

    assertThat(rig.findHolder(ORDERS)).isEmpty();
    Delay delay = Delay.lock(ORDERS, 1);
    assertThat(rig.last().delays()).containsExactly(new Delay.Running(delay, 15_000));
    assertThat(rig.machine.state().delays()).isEqualTo(rig.last().delays());
    assertThat(rig.conditions(ORDERS).lockDelay())
        .hasValue(new Conditions.LockDelay(token(1), 15_000));
    rig.nextTerm();
    rig.present(S2);
    rig.apply(new Command.Elapsed(delay, rig.term() - 1));
    rig.elapsed(Delay.lock(ORDERS, 7));
    assertThat(rig.findHolder(ORDERS)).as("another term's word, another delay").isEmpty();

    rig.elapsed(delay);

    assertThat(rig.leader(ORDERS)).isEqualTo(BERT);
    assertThat(rig.machine.state().delays()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = EndReason.class,
      names = {"RESIGNED", "HANDED_OVER", "CLOSED", "PROMOTION_FAILED", "LOST"})
  void waitsForNoLockDelayAfterACleanEnd(EndReason reason) {
    Rig rig = Rig.open(S1, S2);
    rig.ask(S1, lockDelayed(ORDERS, ANNA, 15_000));
    rig.ask(S2, campaign(ORDERS, BERT));

    rig.ask(S1, release(ORDERS, token(1), reason));

    assertThat(rig.leader(ORDERS)).isEqualTo(BERT);
    assertThat(rig.last().delays()).isEmpty();
  }

  @Test
  void waitsForTheLockDelayOfAFailedPromotionThatHadBeenReportedComplete() {
    Rig rig = Rig.open(S1, S2);
    rig.ask(S1, lockDelayed(ORDERS, ANNA, 15_000));
    rig.ask(S1, new Operation.ReportPromoted(ORDERS, token(1)));
    rig.ask(S2, campaign(ORDERS, BERT));

    rig.ask(S1, release(ORDERS, token(1), EndReason.PROMOTION_FAILED));

    assertThat(rig.findHolder(ORDERS)).isEmpty();
    assertThat(rig.conditions(ORDERS).inherited().known()).hasSize(1);
  }

  @Test
  void refusesALockDelayOutOfRangeBeforeTheLog() {
    Rig rig = Rig.open(S1);

    assertThat(rig.failure(S1, lockDelayed(ORDERS, ANNA, 3_600_001)).message())
        .isEqualTo("lock delay in ms '3600001' is refused: allowed 0 to 3600000");
    assertThat(rig.machine.state().refuses(S1, lockDelayed(ORDERS, ANNA, -1))).isPresent();
  }

  @Test
  void showsAFailedPromotionUntilOneSucceeds() {
    Rig rig = Rig.open(S1);
    rig.ask(S1, campaign(ORDERS, ANNA));
    rig.ask(
        S1,
        new Operation.Release(
            ORDERS, token(1), EndReason.PROMOTION_FAILED, Optional.empty(), "fence 'x': no"));

    assertThat(rig.history(ORDERS).get(0).detail()).isEqualTo("fence 'x': no");
    assertThat(rig.conditions(ORDERS).failedPromotion())
        .hasValueSatisfying(failed -> assertThat(failed.detail()).isEqualTo("fence 'x': no"));
    assertThat(rig.machine.state().notable(9)).hasSize(1);
    rig.ask(S1, campaign(ORDERS, ANNA));
    assertThat(rig.conditions(ORDERS).failedPromotion()).isPresent();
    rig.ask(S1, new Operation.ReportPromoted(ORDERS, token(2)));
    assertThat(rig.conditions(ORDERS).failedPromotion()).isEmpty();
    assertThat(rig.machine.state().notable(9)).isEmpty();
  }

  @Test
  void refusesADetailOverItsBoundBeforeTheLog() {
    Rig rig = Rig.open(S1);
    rig.ask(S1, campaign(ORDERS, ANNA));
    Operation.Release release =
        new Operation.Release(
            ORDERS, token(1), EndReason.RESIGNED, Optional.empty(), "ä".repeat(128));

    assertThat(rig.failure(S1, release).message())
        .isEqualTo("release detail bytes '256' is refused: allowed 0 to 255");
    assertThat(rig.machine.state().refuses(S1, release)).isPresent();
    assertThat(rig.leader(ORDERS)).isEqualTo(ANNA);
  }

  private static Rig paused() {
    Rig rig = Rig.open(S1, S2);
    rig.ask(S1, campaign(ORDERS, ANNA));
    rig.ask(S2, campaign(ORDERS, BERT));
    rig.operate(S1, ORDERS, PAUSE);
    rig.ask(S1, release(ORDERS, token(1)));
    return rig;
  }
}
