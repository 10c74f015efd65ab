package dev.incumbent.kit.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.election.Candidacy;
import dev.incumbent.election.Conditions;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.Leadership;
import dev.incumbent.election.OperatorAct;
import dev.incumbent.election.Revocation;
import dev.incumbent.error.IncumbentException;
import dev.incumbent.error.RejectedException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/** What operators may do to an election; skipped for a coordinator that takes no act of theirs. */
abstract class OperatorChecks extends ShowChecks {
  private static final long FAR_ABOVE = 1_000_000;

  @Test
  public final void operators_pauseAndResumeAnElection() throws Exception {
    Coordinator operator = client("operator");
    Contender first = contender("first");
    Candidacy candidacy = campaign(client("one"), first);
    Leadership held = awaitLead(first, 1);
    Contender next = contender("next");
    queueUp(client("two"), next);
    operate(operator, new OperatorAct.Pause());
    assertThat(view(operator).orElseThrow().conditions().paused()).isTrue();
    assertThatThrownBy(() -> ask("a hand-over", () -> candidacy.handOver(next.name())))
        .isInstanceOf(IncumbentException.class);
    assertThat(held.stopSignal().cause()).as("the stop signal of who leads").isEmpty();
    answer("the closing", begin(candidacy::close));
    giveTheChance(() -> !next.led().isEmpty());
    assertThat(next.led()).as("who was granted a paused election").isEmpty();
    operate(operator, new OperatorAct.Resume());
    awaitLead(next, 1);
  }

  /** The lease is far longer than the check. */
  @Test
  public final void operators_confirmADeathThatEndsTheLeadership() throws Exception {
    Coordinator operator = client("operator");
    Contender dead = contender("dead");
    Coordinator crashing = client("crashing");
    campaign(crashing, dead, config -> config.finishAfterLoss());
    Leadership held = awaitLead(dead, 1);
    Contender next = contender("next");
    queueUp(client("next"), next);
    cut(crashing);
    operate(operator, new OperatorAct.ConfirmDead(held.token()));
    awaitLead(next, 1);
    assertThat(view(operator).orElseThrow().history().get(0).reason())
        .isEqualTo(EndReason.CONFIRMED_DEAD);
  }

  @Test
  public final void operators_raiseTheFloor() throws Exception {
    Coordinator operator = client("operator");
    Contender first = contender("first");
    Candidacy candidacy = campaign(client("one"), first);
    Leadership held = awaitLead(first, 1);
    long above = held.token().value() + FAR_ABOVE;
    operate(operator, new OperatorAct.RaiseFloor(above));
    held.requireValid();
    Contender next = contender("next");
    queueUp(operator, next);
    answer("the closing", begin(candidacy::close));
    assertThat(awaitLead(next, 1).token().value()).as("the next token").isGreaterThan(above);
  }

  @Test
  public final void operators_retireTheFenceOfAPredecessor() throws Exception {
    Coordinator operator = client("operator");
    Contender unfenced = contender("unfenced");
    crashAFencedLeaderBefore(operator, unfenced);
    operate(operator, new OperatorAct.RetireFence("of the crashed"));
    awaitLead(unfenced, 1);
  }

  @Test
  public final void operators_forgetAPredecessor() throws Exception {
    Coordinator operator = client("operator");
    Contender unfenced = contender("unfenced");
    Leadership crashed = crashAFencedLeaderBefore(operator, unfenced);
    operate(operator, new OperatorAct.ForgetPredecessor(crashed.token()));
    awaitLead(unfenced, 1);
  }

  @Test
  public final void operators_actsAreNoted() throws Exception {
    Coordinator operator = client("the operator");
    lead(client("one"), contender("holder"));
    operate(operator, new OperatorAct.Pause());
    operate(operator, new OperatorAct.Resume());
    List<Conditions.Note> notes = view(operator).orElseThrow().conditions().notes();
    assertThat(notes)
        .extracting(Conditions.Note::by)
        .containsExactly("the operator", "the operator");
    assertThat(notes).extracting(Conditions.Note::what).doesNotHaveDuplicates();
  }

  final void operate(Coordinator operator, OperatorAct act) {
    try {
      ask("an operator's act", () -> operator.elections().operate(election(), act));
    } catch (RejectedException e) {
      throw new TestAbortedException("not for a coordinator that takes no operators' acts", e);
    }
  }

  /** Waits until the unfenced one, which comes next, has failed to be promoted. */
  private Leadership crashAFencedLeaderBefore(Coordinator other, Contender unfenced)
      throws Exception {
    RecordingFence fence = fence("of the crashed");
    Coordinator crashing = hastyClient("crashing");
    Contender crashed = contender("crashed");
    campaign(
        crashing, crashed, config -> config.fencedBy(fence).revocation(Revocation.AFTER_LEASE));
    Leadership old = awaitLead(crashed, 1);
    until("its promotion is known", () -> isPromoted(other, old));
    queueUp(other, unfenced);
    cut(crashing);
    until("a promotion failed", () -> hasEnded(other, unfenced, EndReason.PROMOTION_FAILED));
    assertThat(unfenced.led()).as("leaderships past an unclaimed fence").isEmpty();
    return old;
  }
}
