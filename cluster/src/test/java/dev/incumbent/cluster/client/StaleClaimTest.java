package dev.incumbent.cluster.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.coordinator.Operation;
import dev.incumbent.election.EndReason;
import dev.incumbent.error.Failure;
import org.junit.jupiter.api.Test;

/** S-1, the floor: what a promotion makes of fences that have seen larger tokens. */
class StaleClaimTest extends ScriptedCoordinator {
  @Test
  void s1_asksEveryFenceAndThenForATokenAboveTheHighest() {
    coordinator.campaign(
        config()
            .fencedBy(
                fence("a", claim -> refuse("a", 500)),
                fence("b", claim -> refuse("b", 900)),
                fence("c", claim -> told.add("c")),
                fence("d", claim -> refuse("d", 700)))
            .build(),
        new UntilStopped());

    Await.until("it asks", () -> !node.requested(Operation.RaiseFloor.class).isEmpty());
    Operation.RaiseFloor raise = awaited(Operation.RaiseFloor.class);
    assertThat(raise.refused()).isEqualTo(900);
    assertThat(raise.detail()).contains("fence 'b'", "900");
    assertThat(told).containsExactly("a", "b", "c", "d");
    assertThat(node.requested(Operation.Release.class)).isEmpty();
  }

  @Test
  void s1_raisesNothingIfAFenceIsOfAnotherTokenSpace() {
    coordinator.campaign(
        config()
            .fencedBy(
                fence("a", claim -> refuse("a", 500)),
                fence(
                    "b",
                    claim -> {
                      throw Failure.rejected("token space", "c1/orders", "c2/orders").toException();
                    }))
            .build(),
        new UntilStopped());

    Await.until("it gave up", () -> !node.requested(Operation.Release.class).isEmpty());
    Operation.Release release = awaited(Operation.Release.class);
    assertThat(release.reason()).isEqualTo(EndReason.PROMOTION_FAILED);
    assertThat(release.detail()).contains("fence 'b'", "token space");
    assertThat(node.requested(Operation.RaiseFloor.class)).isEmpty();
  }

  private void refuse(String fence, long highWater) {
    told.add(fence);
    throw Failure.staleToken("scope " + fence, 1, highWater).toException();
  }
}
