package dev.incumbent.coordinator;

import static dev.incumbent.coordinator.Ops.ANNA;
import static dev.incumbent.coordinator.Ops.BERT;
import static dev.incumbent.coordinator.Ops.BILLING;
import static dev.incumbent.coordinator.Ops.CARL;
import static dev.incumbent.coordinator.Ops.ORDERS;
import static dev.incumbent.coordinator.Ops.campaign;
import static dev.incumbent.coordinator.Ops.fenced;
import static dev.incumbent.coordinator.Ops.release;
import static dev.incumbent.coordinator.Ops.token;
import static dev.incumbent.coordinator.Rig.S1;
import static dev.incumbent.coordinator.Rig.S2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.election.ElectionEvent.Kind;
import dev.incumbent.election.ElectionView;
import dev.incumbent.election.EndReason;
import dev.incumbent.error.FailureCode;
import dev.incumbent.fencing.FencingToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How a leadership ends: S-5, C-1 and lease rule 3. */
final class EndsTest {
  private static final OperationResult DONE = new OperationResult.Done();

  @Test
  void s5_doesNothingWhenAReleaseNamesAnotherToken() {
    Rig rig = Rig.open(S1, S2);
    rig.ask(S1, campaign(ORDERS, ANNA));
    rig.ask(S1, release(ORDERS, rig.token(ORDERS)));
    rig.ask(S1, campaign(ORDERS, ANNA));

    assertThat(rig.ask(S1, release(ORDERS, token(1)))).isEqualTo(DONE);
    assertThat(rig.ask(S1, release(ORDERS, token(99)))).isEqualTo(DONE);
    assertThat(rig.ask(S1, release(BILLING, token(2)))).isEqualTo(DONE);

    assertThat(rig.token(ORDERS)).isEqualTo(token(2));
    assertThat(rig.last().sessionEvents()).isEmpty();
  }

  @Test
  void s5_refusesAReleaseByAnotherSessionThanTheHolders() {
    Rig rig = Rig.open(S1, S2);
    rig.ask(S1, campaign(ORDERS, ANNA));

    assertThat(rig.failure(S2, release(ORDERS, token(1))).code()).isEqualTo(FailureCode.REJECTED);
    assertThat(rig.failure(S2, new Operation.Abandon(ORDERS, token(1))).code())
        .isEqualTo(FailureCode.REJECTED);
    assertThat(rig.failure(S2, new Operation.ReportPromoted(ORDERS, token(1))).code())
        .isEqualTo(FailureCode.REJECTED);

    assertThat(rig.leader(ORDERS)).isEqualTo(ANNA);
  }

  @ParameterizedTest
  @EnumSource(
      value = EndReason.class,
      names = {"RESIGNED", "HANDED_OVER", "CLOSED", "PROMOTION_FAILED", "LOST"})
  void c1_writesOneEndForEachGrantWithTheReasonOfItsRelease(EndReason reason) {
    Rig rig = Rig.open(S1);
    rig.ask(S1, campaign(ORDERS, ANNA));

    rig.ask(S1, release(ORDERS, token(1), reason));
    rig.ask(S1, release(ORDERS, token(1), reason));

    assertThat(rig.history(ORDERS)).extracting(ElectionView.Past::reason).containsExactly(reason);
    assertThat(rig.told(S1)).last().isEqualTo(new SessionEvent.Ended(ORDERS, token(1), reason));
  }

  @Test
  void c1_keepsTheNewestEndsOfAnElectionNewestFirst() {
    Rig rig = new Rig(StateConfig.defaults().withHistoryKept(3));
    rig.openSession(S1);
    for (int i = 0; i < 5; i++) {
      rig.ask(S1, campaign(ORDERS, ANNA));
      rig.ask(S1, release(ORDERS, rig.token(ORDERS)));
    }

    assertThat(rig.history(ORDERS))
        .extracting(ElectionView.Past::token)
        .containsExactly(token(5), token(4), token(3));
  }

  @Test
  void keepsNoHistoryWhenNoneIsWanted() {
    Rig rig = new Rig(StateConfig.defaults().withHistoryKept(0));
    rig.openSession(S1);
    rig.ask(S1, campaign(ORDERS, ANNA));
    rig.ask(S1, release(ORDERS, rig.token(ORDERS)));

    assertThat(rig.history(ORDERS)).isEmpty();
    assertThat(rig.last().electionEvents()).extracting(e -> e.kind()).containsExactly(Kind.ENDED);
  }

  @Test
  void keepsTheTimesOfTheEntriesForPeople() {
    Rig rig = Rig.open(S1);
    rig.ask(S1, campaign(ORDERS, ANNA));
    long grantedAt = 1_000 * rig.index();
    rig.ask(S1, release(ORDERS, token(1)));

    ElectionView.Past past = rig.history(ORDERS).get(0);
    assertThat(past.grantedAtMillis()).isEqualTo(grantedAt);
    assertThat(past.endedAtMillis()).isEqualTo(1_000 * rig.index());
  }

  @Test
  void endsEachLeadershipAndCandidacyOfASessionThatCloses() {
    Rig rig = Rig.open(S1, S2);
    rig.ask(S1, campaign(ORDERS, ANNA));
    rig.ask(S1, campaign(ORDERS, CARL));
    rig.ask(S2, campaign(ORDERS, BERT));
    rig.ask(S2, campaign(BILLING, BERT));
    rig.ask(S1, campaign(BILLING, ANNA));

    rig.apply(new Command.CloseSession(S1));

    assertThat(rig.leader(ORDERS)).isEqualTo(BERT);
    assertThat(rig.queue(ORDERS)).isEmpty();
    assertThat(rig.queue(BILLING)).isEmpty();
    assertThat(rig.history(ORDERS).get(0).reason()).isEqualTo(EndReason.CLOSED);
    assertThat(rig.last().endedSessions()).containsExactly(S1);
    assertThat(rig.machine.state().session(S1)).isEmpty();
    assertThat(rig.lastKinds()).containsExactly(Kind.LEFT, Kind.LEFT, Kind.ENDED, Kind.GRANTED);
    assertThat(rig.apply(new Command.CloseSession(S1))).isEqualTo(DONE);
    assertThat(rig.last().endedSessions()).isEmpty();
  }

  @Test
  void s5_refusesToCloseASessionWhoseWorkHasNotReturned() {
    Rig rig = Rig.open(S1, S2);
    rig.ask(S1, campaign(ORDERS, ANNA));
    rig.ask(S2, campaign(ORDERS, BERT));
    rig.ask(S1, new Operation.Abandon(ORDERS, token(1)));

    OperationResult refused = rig.apply(new Command.CloseSession(S1));

    assertThat(Rig.failure(refused).code()).isEqualTo(FailureCode.REJECTED);
    assertThat(Rig.failure(refused).message()).contains("abandoned", "orders");
    assertThat(rig.leader(ORDERS)).isEqualTo(ANNA);
    rig.ask(S1, release(ORDERS, token(1), EndReason.ABANDONED));
    assertThat(rig.apply(new Command.CloseSession(S1))).isEqualTo(DONE);
    assertThat(rig.machine.state().session(S1)).isEmpty();
  }

  @Test
  void leaseRule3_expiresASessionOnlyInTheTermThatDecidedIt() {
    Rig rig = Rig.open(S1);
    rig.ask(S1, campaign(ORDERS, ANNA));
    rig.nextTerm();

    rig.apply(new Command.ExpireSession(S1, rig.term() - 1));
    assertThat(rig.leader(ORDERS)).isEqualTo(ANNA);
    rig.apply(new Command.ExpireSession(S1, rig.term() + 1));
    assertThat(rig.leader(ORDERS)).isEqualTo(ANNA);

    rig.apply(new Command.ExpireSession(S1, rig.term()));
    assertThat(rig.findHolder(ORDERS)).isEmpty();
    assertThat(rig.history(ORDERS).get(0).reason()).isEqualTo(EndReason.EXPIRED);
    assertThat(rig.last().endedSessions()).containsExactly(S1);
  }

  @ParameterizedTest
  @EnumSource(
      value = EndReason.class,
      names = {"CRASHED", "SILENT"})
  void leaseRule3_suspectsALeadershipOnlyInTheTermThatDecidedIt(EndReason reason) {
    Rig rig = Rig.open(S1);
    rig.ask(S1, fenced(ORDERS, ANNA, "ledger"));
    rig.nextTerm();

    rig.apply(new Command.EndLeadership(ORDERS, token(1), reason, rig.term() - 1));
    assertThat(rig.leader(ORDERS)).isEqualTo(ANNA);

    rig.apply(new Command.EndLeadership(ORDERS, token(1), reason, rig.term()));
    assertThat(rig.findHolder(ORDERS)).isEmpty();
    assertThat(rig.history(ORDERS).get(0).reason()).isEqualTo(reason);
    assertThat(rig.machine.state().session(S1)).as("the session lives on").isPresent();
  }

  @Test
  void suspectsNoHolderThatKeepsItsLease() {
    Rig rig = Rig.open(S1);
    rig.ask(S1, campaign(ORDERS, ANNA));

    rig.apply(new Command.EndLeadership(ORDERS, token(1), EndReason.CRASHED, rig.term()));

    assertThat(rig.leader(ORDERS)).isEqualTo(ANNA);
    assertThat(rig.session(S1).suspectable()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(EndReason.class)
  void endsNoLeadershipThatIsNeitherWithdrawnNorSuspected(EndReason reason) {
    Rig rig = Rig.open(S1);
    rig.ask(S1, campaign(ORDERS, ANNA));

    rig.apply(new Command.EndLeadership(ORDERS, token(1), reason, rig.term()));
    rig.apply(new Command.EndLeadership(BILLING, token(1), reason, rig.term()));
    rig.apply(new Command.EndLeadership(ORDERS, token(2), reason, rig.term()));

    assertThat(rig.leader(ORDERS)).isEqualTo(ANNA);
  }

  @Test
  void marksALeadershipPromotedOnceItsFencesAreClaimed() {
    Rig rig = Rig.open(S1);
    rig.ask(S1, campaign(ORDERS, ANNA));
    assertThat(rig.holder(ORDERS).promoted()).isFalse();

    rig.ask(S1, new Operation.ReportPromoted(ORDERS, token(1)));
    assertThat(rig.holder(ORDERS).promoted()).isTrue();
    assertThat(rig.lastKinds()).containsExactly(Kind.PROMOTED);

    rig.ask(S1, new Operation.ReportPromoted(ORDERS, token(1)));
    assertThat(rig.lastKinds()).isEmpty();
    var lost = rig.failure(S1, new Operation.ReportPromoted(ORDERS, new FencingToken(9)));
    assertThat(lost.code()).isEqualTo(FailureCode.LEADERSHIP_LOST);
  }
}
