package dev.incumbent.coordinator;

import static dev.incumbent.coordinator.Ops.ANNA;
import static dev.incumbent.coordinator.Ops.BERT;
import static dev.incumbent.coordinator.Ops.ORDERS;
import static dev.incumbent.coordinator.Ops.campaign;
import static dev.incumbent.coordinator.Ops.put;
import static dev.incumbent.coordinator.Ops.release;
import static dev.incumbent.coordinator.Ops.token;
import static dev.incumbent.coordinator.Rig.S1;
import static dev.incumbent.coordinator.Rig.S2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.error.FailureCode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each operation of a session takes effect once: S-9. */
final class OnceTest {
  private static final OperationResult DONE = new OperationResult.Done();

  @Test
  void s9_appliesARetriedOperationOnceAndAnswersTheSame() {
    Rig rig = Rig.open(S1);
    rig.ask(S1, campaign(ORDERS, ANNA));
    Command write = rig.numbered(S1, put(ORDERS, token(1), rig.holder(ORDERS).grant(), "a", "x"));

    assertThat(rig.apply(write)).isEqualTo(new OperationResult.Written(1));
    assertThat(rig.apply(write)).isEqualTo(new OperationResult.Written(1));
    rig.nextTerm();
    assertThat(rig.apply(write)).isEqualTo(new OperationResult.Written(1));

    assertThat(rig.machine.state().value("a").orElseThrow().version()).isEqualTo(1);
  }

  @Test
  void s9_appliesAnOperationOnceWhenItComesTwiceInOneEntry() {
    Rig rig = Rig.open(S1, S2);
    Command.Sequenced campaign = rig.numbered(S1, campaign(ORDERS, ANNA));

    Applied applied = rig.applyAll(campaign, campaign);

    assertThat(applied.results()).containsExactly(DONE, DONE);
    assertThat(applied.sessionEvents()).hasSize(1);
  }

  @Test
  void s9_answersARefusalTheSameWhenItIsRetried() {
    Rig rig = Rig.open(S1, S2);
    rig.ask(S1, campaign(ORDERS, ANNA));
    Command handover = rig.numbered(S1, new Operation.RequestHandover(ORDERS, BERT));
    OperationResult refused = rig.apply(handover);
    rig.ask(S2, campaign(ORDERS, BERT));

    assertThat(rig.apply(handover)).isEqualTo(refused);
    assertThat(Rig.failure(refused).code()).isEqualTo(FailureCode.NOT_FOUND);
  }

  @Test
  void s9_appliesOperationsThatArriveOutOfOrder() {
    Rig rig = Rig.open(S1);

    assertThat(rig.apply(new Command.Sequenced(S1, 2, 0, campaign(ORDERS, BERT)))).isEqualTo(DONE);
    assertThat(rig.apply(new Command.Sequenced(S1, 1, 0, campaign(ORDERS, ANNA)))).isEqualTo(DONE);

    assertThat(rig.leader(ORDERS)).isEqualTo(BERT);
    assertThat(rig.queue(ORDERS)).containsExactly(ANNA);
  }

  @Test
  void s9_forgetsAnswersThatWereAcknowledgedAndNoOthers() {
    Rig rig = Rig.open(S1);
    for (long sequence = 1; sequence <= 4; sequence++) {
      rig.apply(new Command.Sequenced(S1, sequence, 0, release(ORDERS, token(1))));
    }

    rig.apply(new Command.Sequenced(S1, 5, 3, release(ORDERS, token(1))));

    StateView state = rig.machine.state();
    assertThat(state.answered(S1, 3)).isEmpty();
    assertThat(state.answered(S1, 4)).hasValue(DONE);
    assertThat(state.answered(S1, 5)).hasValue(DONE);
    assertThat(state.session(S1).orElseThrow().unacknowledged()).isEqualTo(2);
  }

  @Test
  void s9_doesNotApplyAnOperationWhoseAnswerWasAcknowledged() {
    Rig rig = Rig.open(S1);
    rig.apply(new Command.Sequenced(S1, 1, 0, campaign(ORDERS, ANNA)));
    rig.apply(new Command.Sequenced(S1, 2, 1, release(ORDERS, token(1))));

    OperationResult late = rig.apply(new Command.Sequenced(S1, 1, 0, campaign(ORDERS, ANNA)));

    assertThat(Rig.failure(late).code()).isEqualTo(FailureCode.OUTCOME_UNKNOWN);
    assertThat(rig.findHolder(ORDERS)).isEmpty();
  }

  @Test
  void s9_doesNotKnowTheOutcomeOfAnOperationOfAnEndedSession() {
    Rig rig = Rig.open(S1);
    Command campaign = rig.numbered(S1, campaign(ORDERS, ANNA));
    rig.apply(campaign);
    rig.expire(S1);

    OperationResult late = rig.apply(campaign);

    assertThat(Rig.failure(late).code()).isEqualTo(FailureCode.OUTCOME_UNKNOWN);
    assertThat(Rig.failure(late).message()).contains("has ended");
    assertThat(rig.findHolder(ORDERS)).isEmpty();
  }

  @Test
  void keepsNoMoreAnswersThanTheBoundAndAppliesNothingBeyondIt() {
    Rig rig =
        new Rig(
            StateConfig.defaults().withBounds(new StateConfig.Bounds(10, 10, 10, 10, 1_000, 3)));
    rig.openSession(S1);
    for (long sequence = 1; sequence <= 3; sequence++) {
      rig.apply(new Command.Sequenced(S1, sequence, 0, release(ORDERS, token(1))));
    }

    OperationResult over = rig.apply(new Command.Sequenced(S1, 4, 0, campaign(ORDERS, ANNA)));

    assertThat(Rig.failure(over).code()).isEqualTo(FailureCode.OUTCOME_UNKNOWN);
    assertThat(rig.machine.state().electionCount()).isZero();
    assertThat(rig.apply(new Command.Sequenced(S1, 4, 1, campaign(ORDERS, ANNA)))).isEqualTo(DONE);
  }

  @Test
  void refusesASequenceBelowOne() {
    Rig rig = Rig.open(S1);

    OperationResult refused = rig.apply(new Command.Sequenced(S1, 0, 0, campaign(ORDERS, ANNA)));

    assertThat(Rig.failure(refused).message())
        .isEqualTo("sequence '0' is refused: allowed 1 or more");
  }

  @Test
  void opensASessionOnceUnderTheTermsItWasFirstOpenedWith() {
    Rig rig = new Rig();
    rig.apply(new Command.OpenSession(S1, 5_000, "first"));

    assertThat(rig.apply(new Command.OpenSession(S1, 9_000, "second"))).isEqualTo(DONE);

    assertThat(rig.session(S1).ttlMillis()).isEqualTo(5_000);
    assertThat(rig.session(S1).client()).isEqualTo("first");
    assertThat(rig.machine.state().sessionCount()).isEqualTo(1);
  }

  @Test
  void appliesNothingForANoop() {
    Rig rig = Rig.open(S1);

    Applied applied = rig.applyAll(new Command.Noop(), new Command.Noop());

    assertThat(applied.results()).isEqualTo(List.of(DONE, DONE));
    assertThat(rig.machine.state().index()).isEqualTo(rig.index());
    assertThat(rig.machine.state().term()).isEqualTo(rig.term());
  }
}
