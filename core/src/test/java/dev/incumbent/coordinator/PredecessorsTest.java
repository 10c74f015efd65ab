package dev.incumbent.coordinator;

import static dev.incumbent.coordinator.Ops.ANNA;
import static dev.incumbent.coordinator.Ops.BERT;
import static dev.incumbent.coordinator.Ops.CARL;
import static dev.incumbent.coordinator.Ops.ORDERS;
import static dev.incumbent.coordinator.Ops.fenced;
import static dev.incumbent.coordinator.Ops.release;
import static dev.incumbent.coordinator.Rig.S1;
import static dev.incumbent.coordinator.Rig.S2;
import static dev.incumbent.coordinator.Rig.S3;
import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.election.CandidateName;
import dev.incumbent.election.EndReason;
import dev.incumbent.fencing.GrantId;
import dev.incumbent.session.SessionId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whose fences a new leader claims besides its own: Promotion. */
final class PredecessorsTest {
  @Test
  void claimsItsOwnFencesSortedWhenItIsTheFirst() {
    Rig rig = Rig.open(S1);

    rig.ask(S1, fenced(ORDERS, ANNA, "mail", "ledger"));

    assertThat(rig.lastGrant(S1).fencesToClaim()).containsExactly("ledger", "mail");
  }

  @Test
  void claimsTheFencesOfAPredecessorThatDidNotEndCleanly() {
    Rig rig = Rig.open(S1, S2);
    rig.ask(S1, fenced(ORDERS, ANNA, "ledger"));
    rig.ask(S1, new Operation.ReportPromoted(ORDERS, rig.token(ORDERS)));
    rig.ask(S2, fenced(ORDERS, BERT, "audit", "mail"));

    rig.expire(S1);

    assertThat(rig.lastGrant(S2).fencesToClaim()).containsExactly("audit", "ledger", "mail");
    assertThat(rig.session(S2).held().get(0).fencesToClaim())
        .containsExactly("audit", "ledger", "mail");
  }

  @ParameterizedTest
  @EnumSource(
      value = EndReason.class,
      names = {"RESIGNED", "HANDED_OVER", "CLOSED", "PROMOTION_FAILED", "LOST"})
  void claimsNothingOfAPredecessorThatReleasedAfterItsWorkReturned(EndReason reason) {
    Rig rig = Rig.open(S1, S2);
    rig.ask(S1, fenced(ORDERS, ANNA, "ledger"));
    rig.ask(S2, fenced(ORDERS, BERT, "mail"));

    rig.ask(S1, release(ORDERS, rig.token(ORDERS), reason));

    assertThat(rig.lastGrant(S2).fencesToClaim()).containsExactly("mail");
  }

  @Test
  void claimsNothingOfAPredecessorWhoseSessionClosed() {
    Rig rig = Rig.open(S1, S2);
    rig.ask(S1, fenced(ORDERS, ANNA, "ledger"));
    rig.ask(S2, fenced(ORDERS, BERT, "mail"));

    rig.apply(new Command.CloseSession(S1));

    assertThat(rig.lastGrant(S2).fencesToClaim()).containsExactly("mail");
  }

  @Test
  void claimsTheFencesOfAllPredecessorsSinceTheLastPromotedOne() {
    Rig rig = Rig.open(S1, S2, S3);
    rig.ask(S1, fenced(ORDERS, ANNA, "a"));
    rig.ask(S1, new Operation.ReportPromoted(ORDERS, rig.token(ORDERS)));
    rig.ask(S2, fenced(ORDERS, BERT, "b"));
    rig.ask(S3, fenced(ORDERS, CARL, "c"));
    suspect(rig);
    suspect(rig);
    assertThat(rig.lastGrant(S3).fencesToClaim()).containsExactly("a", "b", "c");

    rig.ask(S3, new Operation.ReportPromoted(ORDERS, rig.token(ORDERS)));
    rig.ask(S1, fenced(ORDERS, BERT, "d"));
    suspect(rig);

    assertThat(rig.lastGrant(S1).fencesToClaim()).containsExactly("c", "d");
  }

  @Test
  void keepsThePredecessorsOfOneThatResignedBeforeItWasPromoted() {
    Rig rig = Rig.open(S1, S2, S3);
    rig.ask(S1, fenced(ORDERS, ANNA, "a"));
    rig.ask(S2, fenced(ORDERS, BERT, "b"));
    rig.ask(S3, fenced(ORDERS, CARL, "c"));
    suspect(rig);

    rig.ask(S2, release(ORDERS, rig.token(ORDERS), EndReason.PROMOTION_FAILED));

    assertThat(rig.lastGrant(S3).fencesToClaim()).containsExactly("a", "c");
  }

  @Test
  void forgetsAPredecessorWhoseCandidateCampaignsAnewInTheSameSession() {
    Rig rig = Rig.open(S1, S2);
    rig.ask(S1, fenced(ORDERS, ANNA, "a"));
    suspect(rig);
    rig.ask(S1, fenced(ORDERS, ANNA, "b"));

    assertThat(rig.lastGrant(S1).fencesToClaim()).containsExactly("b");
  }

  @Test
  void keepsAPredecessorWhoseNameCampaignsInAnotherSession() {
    Rig rig = Rig.open(S1, S2);
    rig.ask(S1, fenced(ORDERS, ANNA, "a"));
    suspect(rig);
    rig.ask(S2, fenced(ORDERS, ANNA, "b"));

    assertThat(rig.lastGrant(S2).fencesToClaim()).containsExactly("a", "b");
  }

  @Test
  void mergesPredecessorsBeyondTheBoundAndDropsNoFence() {
    Predecessors all = Predecessors.NONE;
    int number = Predecessors.MAX + 3;
    for (int i = 1; i <= number; i++) {
      all = all.plus(grant(i, "f" + i % 5));
    }

    assertThat(all.known()).hasSize(Predecessors.MAX);
    assertThat(all.known().get(0).token().value()).isEqualTo(4);
    assertThat(all.mergedFences()).containsExactly("f1", "f2", "f3");
    assertThat(all.fencesWith(List.of("own"))).containsExactly("f0", "f1", "f2", "f3", "f4", "own");
    Predecessors renewed = all.without(new SessionId(0, 1), new CandidateName("c1"));
    assertThat(renewed.mergedFences()).as("the merged ones have no name").contains("f1");
  }

  private static Grant grant(long number, String fence) {
    Candidate candidate =
        Candidate.of(
            new SessionId(0, number),
            number,
            fenced(ORDERS, new CandidateName("c" + number), fence));
    return new Grant(
        candidate,
        Ops.token(number),
        new GrantId(0, number),
        List.of(fence),
        false,
        Optional.empty(),
        Optional.empty(),
        0);
  }

  private static void suspect(Rig rig) {
    rig.apply(new Command.EndLeadership(ORDERS, rig.token(ORDERS), EndReason.CRASHED, rig.term()));
  }
}
