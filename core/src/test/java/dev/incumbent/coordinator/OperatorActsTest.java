package dev.incumbent.coordinator;

import static dev.incumbent.coordinator.Ops.ANNA;
import static dev.incumbent.coordinator.Ops.BERT;
import static dev.incumbent.coordinator.Ops.CARL;
import static dev.incumbent.coordinator.Ops.ORDERS;
import static dev.incumbent.coordinator.Ops.campaign;
import static dev.incumbent.coordinator.Ops.fenced;
import static dev.incumbent.coordinator.Ops.lockDelayed;
import static dev.incumbent.coordinator.Ops.token;
import static dev.incumbent.coordinator.Rig.S1;
import static dev.incumbent.coordinator.Rig.S2;
import static dev.incumbent.coordinator.Rig.S3;
import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.election.CandidateName;
import dev.incumbent.election.Conditions;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.OperatorAct;
import dev.incumbent.error.FailureCode;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What an operator states about predecessors, fences and deaths, and that it is noted. */
final class OperatorActsTest {
  private static final OperationResult DONE = new OperationResult.Done();

  @Test
  void claimsARetiredFenceNoMore() {
    Rig rig = predecessor("old", "ledger");

    assertThat(rig.operate(S3, ORDERS, new OperatorAct.RetireFence("old"))).isEqualTo(DONE);

    rig.ask(S3, fenced(ORDERS, BERT, "mail"));
    assertThat(rig.lastGrant(S3).fencesToClaim()).containsExactly("ledger", "mail");
    assertThat(rig.conditions(ORDERS).notes())
        .containsExactly(new Conditions.Note(5_000, "test", "retired fence 'old'"));
  }

  @Test
  void retiresNoFenceThatACandidateClaimsAsItsOwn() {
    Rig rig = predecessor("old");
    rig.operate(S3, ORDERS, new OperatorAct.RetireFence("old"));

    rig.ask(S3, fenced(ORDERS, BERT, "old"));

    assertThat(rig.lastGrant(S3).fencesToClaim()).containsExactly("old");
  }

  @Test
  void retiresAFenceOfPredecessorsThatWereMerged() {
    Predecessors merged = new Predecessors(List.of(), List.of("a", "b"));

    assertThat(merged.withoutFence("a").mergedFences()).containsExactly("b");
  }

  @Test
  void namesAFenceThatNobodyWouldClaim() {
    Rig rig = predecessor("old");

    var failure =
        rig.failure(S3, new Operation.Operate(ORDERS, new OperatorAct.RetireFence("older")));

    assertThat(failure.code()).isEqualTo(FailureCode.NOT_FOUND);
    assertThat(failure.message()).contains("no fence 'older'");
    assertThat(rig.conditions(ORDERS).notes()).isEmpty();
    assertThat(
            rig.failure(S3, new Operation.Operate(ORDERS, new OperatorAct.RetireFence(" x")))
                .code())
        .isEqualTo(FailureCode.REJECTED);
  }

  @Test
  void forgetsThePredecessorOfThatTokenOnly() {
    Rig rig = predecessor("a");
    rig.openSession(S2);
    rig.ask(S2, fenced(ORDERS, BERT, "b"));
    rig.expire(S2);

    assertThat(rig.operate(S3, ORDERS, new OperatorAct.ForgetPredecessor(token(1))))
        .isEqualTo(DONE);

    rig.ask(S3, fenced(ORDERS, CARL, "c"));
    assertThat(rig.lastGrant(S3).fencesToClaim()).containsExactly("b", "c");
    assertThat(rig.conditions(ORDERS).notes().get(0).what())
        .isEqualTo("forgot the predecessor with token 1");
  }

  @Test
  void namesThePredecessorsIfTheTokenIsNotOneOfTheirs() {
    Rig rig = predecessor("a");

    var failure =
        rig.failure(S3, new Operation.Operate(ORDERS, new OperatorAct.ForgetPredecessor(token(7))));

    assertThat(failure.code()).isEqualTo(FailureCode.NOT_FOUND);
    assertThat(failure.value()).isEqualTo("7");
    assertThat(failure.allowed()).isEqualTo("1");
  }

  @Test
  void endsTheLeadershipOfADeadHolderAtOnceAndCleanly() {
    Rig rig = Rig.open(S1, S2);
    rig.ask(S1, lockDelayed(ORDERS, ANNA, 15_000));
    rig.ask(S1, new Operation.ReportPromoted(ORDERS, token(1)));
    rig.ask(S2, campaign(ORDERS, BERT));

    assertThat(rig.operate(S2, ORDERS, new OperatorAct.ConfirmDead(token(1)))).isEqualTo(DONE);

    assertThat(rig.leader(ORDERS)).isEqualTo(BERT);
    assertThat(rig.history(ORDERS).get(0).reason()).isEqualTo(EndReason.CONFIRMED_DEAD);
    assertThat(rig.lastGrant(S2).fencesToClaim()).as("nothing of it can write").isEmpty();
    assertThat(rig.told(S1))
        .last()
        .isEqualTo(new SessionEvent.Ended(ORDERS, token(1), EndReason.CONFIRMED_DEAD));
    assertThat(rig.session(S1).session()).as("never the session").isEqualTo(S1);
  }

  @Test
  void takesADeadPredecessorOutAndEndsItsLockDelay() {
    Rig rig = Rig.open(S1, S2);
    rig.ask(S1, lockDelayed(ORDERS, ANNA, 15_000));
    rig.ask(S2, campaign(ORDERS, BERT));
    rig.expire(S1);
    assertThat(rig.findHolder(ORDERS)).isEmpty();

    rig.operate(S2, ORDERS, new OperatorAct.ConfirmDead(token(1)));

    assertThat(rig.leader(ORDERS)).isEqualTo(BERT);
    assertThat(rig.lastGrant(S2).fencesToClaim()).isEmpty();
    assertThat(rig.history(ORDERS)).as("one end for each grant").hasSize(1);
    assertThat(rig.history(ORDERS).get(0).reason()).isEqualTo(EndReason.EXPIRED);
  }

  @Test
  void confirmsNoDeathOfAnotherToken() {
    Rig rig = Rig.open(S1);
    rig.ask(S1, campaign(ORDERS, ANNA));

    assertThat(
            rig.failure(S1, new Operation.Operate(ORDERS, new OperatorAct.ConfirmDead(token(2))))
                .code())
        .isEqualTo(FailureCode.NOT_FOUND);
    assertThat(rig.leader(ORDERS)).isEqualTo(ANNA);
  }

  @Test
  void notesARevocationWithWhoDidIt() {
    Rig rig = Rig.open(S1, S2);
    rig.ask(S1, campaign(ORDERS, ANNA));

    rig.ask(S2, new Operation.Revoke(ORDERS, token(1)));

    assertThat(rig.conditions(ORDERS).notes().get(0).what()).isEqualTo("revoked token 1");
    assertThat(rig.conditions(ORDERS).notes().get(0).by()).isEqualTo("test");
  }

  @Test
  void keepsAsManyNotesAsEnds() {
    Rig rig = new Rig(StateConfig.defaults().withHistoryKept(3));
    rig.openSession(S1);
    rig.ask(S1, campaign(ORDERS, ANNA));
    for (int i = 1; i <= 9; i++) {
      rig.operate(S1, ORDERS, new OperatorAct.RaiseFloor(i * 10L));
    }

    assertThat(rig.conditions(ORDERS).notes())
        .extracting(Conditions.Note::what)
        .containsExactly(
            "raised the floor above 90", "raised the floor above 80", "raised the floor above 70");
  }

  @Test
  void showsAtMostAHundredPredecessorsAndCountsAll() {
    Rig rig = new Rig();
    for (int i = 0; i < Views.MAX_PREDECESSORS + 5; i++) {
      rig.openSession(S1);
      rig.ask(S1, fenced(ORDERS, new CandidateName("c" + i), "f"));
      rig.expire(S1);
    }

    Conditions.Inherited inherited = rig.conditions(ORDERS).inherited();
    assertThat(inherited.known()).hasSize(Views.MAX_PREDECESSORS);
    assertThat(inherited.known().get(0).token()).isEqualTo(token(1));
    assertThat(inherited.count()).isEqualTo(Views.MAX_PREDECESSORS + 5);
  }

  @Test
  void refusesTheCandidateWithWhichALeaderCouldHaveTooManyFencesToClaim() {
    Rig rig = Rig.open(S1);
    int fences = 64;
    for (int i = 0; i < Refusals.MAX_FENCES_TO_CLAIM / fences; i++) {
      assertThat(rig.ask(S1, many("c" + i, i * fences, fences))).isEqualTo(DONE);
    }

    assertThat(rig.ask(S1, many("again", 0, fences))).as("no new fence").isEqualTo(DONE);
    assertThat(rig.failure(S1, many("one-more", 9_999, 1)).message())
        .isEqualTo("number of fences of the election '1025' is refused: allowed 0 to 1024");
    assertThat(rig.machine.state().refuses(S1, many("one-more", 9_999, 1))).isPresent();
  }

  private static Operation.Campaign many(String candidate, int from, int count) {
    String[] names =
        IntStream.range(from, from + count).mapToObj(i -> "f" + i).toArray(String[]::new);
    return fenced(ORDERS, new CandidateName(candidate), names);
  }

  /** A rig in which S1's leadership with token 1 and these fences has expired. */
  private static Rig predecessor(String... fences) {
    Rig rig = Rig.open(S1, S3);
    rig.ask(S1, fenced(ORDERS, ANNA, fences));
    rig.expire(S1);
    return rig;
  }
}
