package dev.incumbent.coordinator;

import static dev.incumbent.coordinator.Ops.ANNA;
import static dev.incumbent.coordinator.Ops.BERT;
import static dev.incumbent.coordinator.Ops.BILLING;
import static dev.incumbent.coordinator.Ops.ORDERS;
import static dev.incumbent.coordinator.Ops.campaign;
import static dev.incumbent.coordinator.Ops.fenced;
import static dev.incumbent.coordinator.Ops.raiseFloor;
import static dev.incumbent.coordinator.Ops.token;
import static dev.incumbent.coordinator.Rig.S1;
import static dev.incumbent.coordinator.Rig.S2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.election.ElectionEvent.Kind;
import dev.incumbent.election.ElectionView;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.OperatorAct;
import dev.incumbent.error.FailureCode;
import dev.incumbent.fencing.FencingToken;
import org.junit.jupiter.api.Test;

/** S-1, the floor: the coordinator's counter is raised above what a storage has seen. */
final class FloorTest {
  private static final OperationResult DONE = new OperationResult.Done();

  @Test
  void s1_grantsAnewAboveTheRefusedTokenToTheSameCandidate() {
    Rig rig = Rig.open(S1, S2);
    rig.ask(S1, fenced(ORDERS, ANNA, "ledger"));
    rig.ask(S2, campaign(ORDERS, BERT, 1_000));

    assertThat(rig.ask(S1, raiseFloor(ORDERS, token(1), 500))).isEqualTo(DONE);

    assertThat(rig.leader(ORDERS)).as("it keeps its place").isEqualTo(ANNA);
    assertThat(rig.token(ORDERS).value()).isEqualTo(501);
    assertThat(rig.lastKinds()).containsExactly(Kind.ENDED, Kind.JOINED, Kind.GRANTED);
    assertThat(rig.queue(ORDERS)).containsExactly(BERT);
    ElectionView.Past past = rig.history(ORDERS).get(0);
    assertThat(past.token()).isEqualTo(token(1));
    assertThat(past.reason()).isEqualTo(EndReason.PROMOTION_FAILED);
    assertThat(past.detail()).isEqualTo("fence 'ledger'");
    assertThat(rig.lastGrant(S1).fencesToClaim()).as("a clean end").containsExactly("ledger");
  }

  @Test
  void s1_grantsAnewAboveAnEqualTokenOfAnotherGrant() {
    Rig rig = Rig.open(S1);
    rig.ask(S1, fenced(ORDERS, ANNA, "ledger"));

    rig.ask(S1, raiseFloor(ORDERS, token(1), 1));

    assertThat(rig.token(ORDERS).value()).isEqualTo(2);
  }

  @Test
  void s1_neverLowersTheCounter() {
    Rig rig = Rig.open(S1);
    rig.ask(S1, fenced(ORDERS, ANNA, "ledger"));
    for (int i = 0; i < 9; i++) {
      rig.ask(S1, campaign(BILLING, ANNA));
      rig.ask(S1, Ops.release(BILLING, rig.token(BILLING)));
    }

    rig.ask(S1, raiseFloor(ORDERS, token(1), 3));

    assertThat(rig.token(ORDERS).value()).isEqualTo(11);
  }

  @Test
  void s1_raisesAtMostTwoToTheThirtyTwo() {
    Rig rig = Rig.open(S1);
    rig.ask(S1, fenced(ORDERS, ANNA, "ledger"));
    long highest = 1 + (1L << 32);

    var failure = rig.failure(S1, raiseFloor(ORDERS, token(1), highest + 1));
    assertThat(failure.code()).isEqualTo(FailureCode.REJECTED);
    assertThat(failure.allowed()).isEqualTo("1 to " + highest + "; more is an operator's command");
    assertThat(rig.token(ORDERS)).as("nothing happened").isEqualTo(token(1));

    assertThat(rig.ask(S1, raiseFloor(ORDERS, token(1), highest))).isEqualTo(DONE);
    assertThat(rig.token(ORDERS).value()).isEqualTo(highest + 1);
  }

  @Test
  void s1_raisesThreeTimesAnHourAnElection() {
    Rig rig = Rig.open(S1);
    rig.ask(S1, fenced(ORDERS, ANNA, "ledger"));
    rig.ask(S1, fenced(BILLING, ANNA, "ledger"));
    for (int i = 0; i < 3; i++) {
      assertThat(raise(rig)).isEqualTo(DONE);
      assertThat(rig.last().delays())
          .singleElement()
          .satisfies(running -> assertThat(running.millis()).isEqualTo(3_600_000));
    }

    var failure = Rig.failure(raise(rig));
    assertThat(failure.code()).isEqualTo(FailureCode.REJECTED);
    assertThat(failure.message()).contains("raises", "'4'", "0 to 3", "operator's command");
    assertThat(rig.ask(S1, raiseFloor(BILLING, rig.token(BILLING), 9_000)))
        .as("another election has its own")
        .isEqualTo(DONE);
    assertThat(rig.conditions(ORDERS).raises()).isEqualTo(3);

    rig.elapsed(rig.machine.state().delays().get(1).delay());
    assertThat(raise(rig)).as("an hour later").isEqualTo(DONE);
    assertThat(Rig.failure(raise(rig)).code()).isEqualTo(FailureCode.REJECTED);
  }

  @Test
  void s1_countsARaiseUntilTheLeaderOfThisVeryTermSaysThatTheHourHasPassed() {
    Rig rig = Rig.open(S1);
    rig.ask(S1, fenced(ORDERS, ANNA, "ledger"));
    raise(rig);
    Delay delay = rig.machine.state().delays().get(0).delay();

    rig.nextTerm();
    rig.apply(new Command.Elapsed(delay, rig.term() - 1));

    assertThat(rig.conditions(ORDERS).raises()).isEqualTo(1);
  }

  @Test
  void s1_isRefusedBeforeTheLog() {
    Rig rig = Rig.open(S1);
    rig.ask(S1, fenced(ORDERS, ANNA, "ledger"));
    for (int i = 0; i < 3; i++) {
      raise(rig);
    }
    CoordinatorState state = rig.machine.state();

    assertThat(state.refuses(S1, raiseFloor(ORDERS, rig.token(ORDERS), rig.token(ORDERS).value())))
        .isPresent();
    assertThat(state.refuses(S1, raiseFloor(BILLING, token(1), 1L << 40))).isPresent();
    assertThat(state.refuses(S1, raiseFloor(BILLING, token(9), 8)))
        .as("a smaller token refuses nobody")
        .isPresent();
    assertThat(state.refuses(S1, new Operation.RaiseFloor(BILLING, token(1), 9, "x".repeat(256))))
        .hasValueSatisfying(failure -> assertThat(failure.message()).contains("detail bytes"));
  }

  @Test
  void s1_isForTheSessionThatStillHoldsThatGrantOnly() {
    Rig rig = Rig.open(S1, S2);
    rig.ask(S1, fenced(ORDERS, ANNA, "ledger"));

    assertThat(rig.failure(S2, raiseFloor(ORDERS, token(1), 9)).code())
        .isEqualTo(FailureCode.REJECTED);
    assertThat(rig.failure(S1, raiseFloor(ORDERS, token(2), 9)).code())
        .isEqualTo(FailureCode.LEADERSHIP_LOST);
    assertThat(rig.failure(S1, raiseFloor(BILLING, token(1), 9)).code())
        .isEqualTo(FailureCode.LEADERSHIP_LOST);
    assertThat(rig.machine.state().lastToken()).isEqualTo(1);
  }

  @Test
  void s1_isForALeadershipThatNeitherServesNorMustEnd() {
    Rig rig = Rig.open(S1);
    rig.ask(S1, fenced(ORDERS, ANNA, "ledger"));
    rig.ask(S1, new Operation.ReportPromoted(ORDERS, token(1)));
    rig.ask(S1, campaign(BILLING, ANNA));
    rig.ask(S1, new Operation.Revoke(BILLING, token(2)));

    assertThat(rig.failure(S1, raiseFloor(ORDERS, token(1), 9)).message()).contains("promoted");
    assertThat(rig.failure(S1, raiseFloor(BILLING, token(2), 9)).code())
        .isEqualTo(FailureCode.LEADERSHIP_LOST);
    assertThat(rig.machine.state().lastToken()).isEqualTo(2);
  }

  @Test
  void s1_anOperatorRaisesItWithoutBoundAndTouchesNoLeadership() {
    Rig rig = Rig.open(S1, S2);
    rig.ask(S1, campaign(ORDERS, ANNA));
    long above = FencingToken.MAX_VALUE - 1;

    assertThat(rig.operate(S2, ORDERS, new OperatorAct.RaiseFloor(above))).isEqualTo(DONE);

    assertThat(rig.token(ORDERS)).isEqualTo(token(1));
    assertThat(rig.machine.state().lastToken()).isEqualTo(above);
    assertThat(rig.conditions(ORDERS).raises()).isZero();
    assertThat(rig.conditions(ORDERS).notes().get(0).what())
        .isEqualTo("raised the floor above " + above);
    rig.operate(S2, ORDERS, new OperatorAct.RaiseFloor(5));
    assertThat(rig.machine.state().lastToken()).isEqualTo(above);
    var failure =
        rig.failure(S2, new Operation.Operate(ORDERS, new OperatorAct.RaiseFloor(above + 1)));
    assertThat(failure.code()).isEqualTo(FailureCode.REJECTED);
  }

  private static OperationResult raise(Rig rig) {
    FencingToken token = rig.token(ORDERS);
    return rig.ask(S1, raiseFloor(ORDERS, token, token.value() + 10));
  }
}
