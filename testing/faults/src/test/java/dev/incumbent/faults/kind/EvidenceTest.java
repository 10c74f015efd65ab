package dev.incumbent.faults.kind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.faults.ClockRate;
import dev.incumbent.faults.Ending;
import dev.incumbent.faults.lab.PacketDelay;
import dev.incumbent.faults.lab.Shadow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What counts as evidence that a fault happened, and what does not. */
class EvidenceTest {
  private static final String NO_SPACE = "No space left on device";
  private static final Ending FORGOT =
      new Ending(2, "starting\nrefused: a node that forgot its votes must not vote\n");

  @Test
  void aRefusalIsShownByItsCodeItsReasonAndTheOthersWork() {
    assertThat(Refused.shown(Optional.of(FORGOT), true))
        .isEqualTo(
            "refused with 2, the others wrote on: refused: a node that forgot its votes must not"
                + " vote");
  }

  @Test
  void aNodeThatServesOnRefusedNothing() {
    assertThat(Refused.shown(Optional.empty(), true)).isEmpty();
  }

  @Test
  void anotherCodeOrAnotherReasonIsNoRefusal() {
    assertThat(Refused.shown(Optional.of(new Ending(137, FORGOT.said())), true)).isEmpty();
    assertThat(Refused.shown(Optional.of(new Ending(2, "port in use")), true)).isEmpty();
  }

  @Test
  void aRefusalCountsOnlyIfTheOthersWentOn() {
    assertThat(Refused.shown(Optional.of(FORGOT), false)).isEmpty();
  }

  @Test
  void aFullDiskMustHaveRefusedTheNodeToo() {
    assertThat(FullDisk.shown(NO_SPACE, 2, Optional.of(new Ending(125, ""))))
        .isEqualTo(NO_SPACE + ": 2 writes of the node refused, and it ended with 125");
    assertThat(FullDisk.shown(NO_SPACE, 2, Optional.empty())).endsWith("went on");
    assertThat(FullDisk.shown(NO_SPACE, 0, Optional.empty())).isEmpty();
    assertThat(FullDisk.shown("", 2, Optional.empty())).isEmpty();
  }

  @Test
  void starvationIsToHaveATenthOfTheCpuTimeThatIsWanted() {
    assertThat(Starve.shown(new Starve.Times(500_000_000L, 4_500_000_000L)))
        .isEqualTo("their threads waited 4.5 s for a CPU and ran for 0.5 s");
    assertThat(Starve.shown(new Starve.Times(500_000_000L, 4_499_999_999L))).isEmpty();
    assertThat(Starve.shown(new Starve.Times(0, 0))).isEmpty();
  }

  @Test
  void aDelayHoldsPacketsAtEveryHostAndLetsSomeBeOvertaken() {
    PacketDelay.Counts some = new PacketDelay.Counts(40, 3);
    PacketDelay.Counts inOrder = new PacketDelay.Counts(40, 0);
    PacketDelay.Counts none = new PacketDelay.Counts(0, 0);

    assertThat(Delay.shown(List.of(some, inOrder)))
        .isEqualTo("80 packets waited, 3 were overtaken");
    assertThat(Delay.shown(List.of(some, none))).isEmpty();
    assertThat(Delay.shown(List.of(inOrder, inOrder))).isEmpty();
  }

  @Test
  void aJumpOfTheWallClockIsReadByEachProcess() {
    assertThat(WallJump.shown(Map.of("c1", 12L))).isEqualTo("shifted readings: {c1=12}");
    assertThat(WallJump.shown(Map.of("c1", 12L, "n1", 0L))).isEmpty();
  }

  @Test
  void aClockRunsAtTheRateThatWasAskedFor() {
    ClockRate slow = new ClockRate(9_910, 10_000);
    ClockRate right = new ClockRate(10_000, 10_000);

    assertThat(RateChange.shown(0.991, Map.of("c1", slow)))
        .isEqualTo("c1's clock ran at 0.9910 for 10000 ms");
    assertThat(RateChange.shown(0.991, Map.of("c1", slow, "c2", right))).isEmpty();
    assertThat(RateChange.shown(2, Map.of("c1", slow))).isEmpty();
    assertThat(RateChange.shown(0.5, Map.of("c1", new ClockRate(0, 0)))).isEmpty();
  }

  @Test
  void aFailingDiskFailedASyncAtLeast() {
    assertThat(FailingDisk.shown(2, Optional.of(new Ending(1, ""))))
        .isEqualTo("2 syncs failed, and the node ended with 1");
    assertThat(FailingDisk.shown(2, Optional.empty())).endsWith("went on");
    assertThat(FailingDisk.shown(0, Optional.of(new Ending(1, "")))).isEmpty();
  }

  @Test
  void aSlowDiskHeldUpASyncAtLeast() {
    assertThat(SlowDisk.shown(3, 100)).isEqualTo("3 syncs took 100 ms longer");
    assertThat(SlowDisk.shown(0, 100)).isEmpty();
  }

  @Test
  void aPowerLossKillsAllAndLeavesWhatWasSynced() {
    Map<String, Shadow.Loss> losses = Map.of("n1", new Shadow.Loss(9, 2));

    assertThat(PowerLoss.shown(List.of(137, 137), losses))
        .isEqualTo("killed with [137, 137]; n1 has 9 files, 2 lost what was not synced");
    assertThat(PowerLoss.shown(List.of(137, 0), losses)).isEmpty();
    assertThat(PowerLoss.shown(List.of(137), Map.of("n1", new Shadow.Loss(0, 9)))).isEmpty();
  }
}
