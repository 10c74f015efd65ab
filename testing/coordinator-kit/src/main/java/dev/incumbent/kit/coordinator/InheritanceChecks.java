package dev.incumbent.kit.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.election.Coordinator;
import dev.incumbent.election.Leadership;
import dev.incumbent.error.Failure;
import dev.incumbent.fencing.FencingStep;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * S-4 and S-1: what a leader does about the leaders before it, and a coordinator that went back.
 */
abstract class InheritanceChecks extends OperatorChecks {
  private static final long FAR_ABOVE = 1_000_000;

  @Test
  public final void s4_fencesPredecessorsBeforeTheWork() throws Exception {
    RecordingAction action = new RecordingAction(journal, target -> {});
    Leadership crashed = crash(FencingStep.must(action, under().patience()), contender("next"));
    assertThat(action.targets()).hasSize(1);
    assertThat(action.targets().get(0).predecessor().token()).isEqualTo(crashed.token());
    assertThat(action.targets().get(0).predecessor().grant()).isEqualTo(crashed.grant());
    assertThat(journal.subList(journal.size() - 2, journal.size()).get(0))
        .as("before the work")
        .isEqualTo("fences " + crashed.token());
  }

  @Test
  public final void s4_noWorkBeginsBeforeAPredecessorIsFenced() throws Exception {
    AtomicInteger failures = new AtomicInteger();
    RecordingAction action =
        new RecordingAction(
            journal,
            target -> {
              if (failures.incrementAndGet() <= 2) {
                throw new IllegalStateException("it still runs");
              }
            });
    crash(FencingStep.must(action, under().patience()), contender("next"));
    assertThat(failures).hasValue(3);
  }

  /** As after a restore of the coordinator that nobody told it of. */
  @Test
  public final void s1_floorIsRaisedAboveARefusingFence() throws Exception {
    long highWater = FAR_ABOVE;
    RecordingFence fence =
        new RecordingFence(
            "ahead",
            journal,
            claim -> {
              long offered = claim.token().value();
              if (offered <= highWater) {
                throw Failure.staleToken("the fence", offered, highWater).toException();
              }
            });
    Contender who = contender("fenced");
    campaign(client("one"), who, config -> config.fencedBy(fence));
    assertThat(awaitLead(who, 1).token().value()).isGreaterThan(highWater);
  }

  /** Has one crash that cannot be known to have stopped, and waits until the next leads. */
  private Leadership crash(FencingStep step, Contender next) throws Exception {
    Coordinator crashing = hastyClient("crashing");
    Gate stuck = gate();
    Leadership crashed = lead(crashing, contender("crashed", l -> stuck.passStubbornly()));
    Coordinator other = client("next");
    until("its promotion is known", () -> isPromoted(other, crashed));
    queueUp(other, next, config -> config.fencePredecessors(step));
    cut(crashing);
    awaitLead(next, 1);
    return crashed;
  }
}
