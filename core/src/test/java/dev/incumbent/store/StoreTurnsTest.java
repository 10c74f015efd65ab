package dev.incumbent.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.coordinator.SessionEvent;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.ElectionView;
import dev.incumbent.election.EndReason;
import dev.incumbent.fencing.FencingToken;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** L-4: whose turn it is, and who is passed over. */
final class StoreTurnsTest {
  private static final long FEW_POLLS = 4 * StoreWorld.POLL_MILLIS;
  private static final long TURN = 100;

  private final StoreWorld world = new StoreWorld();
  private final StoreClient one = world.client("one");
  private final StoreClient two = world.client("two");
  private final StoreClient three = world.client("three");

  private FencingToken lead() {
    one.open();
    one.campaign("a");
    world.run(10);
    two.open();
    two.campaign("b");
    world.run(50);
    three.open();
    three.campaign("c");
    world.run(50);
    return one.token();
  }

  private static Optional<Operation.Successor> to(StoreClient client, String candidate) {
    return Optional.of(new Operation.Successor(client.session(), new CandidateName(candidate)));
  }

  @Test
  void grantsInTheOrderOfTheQueue() {
    one.release(lead(), EndReason.RESIGNED, Optional.empty());
    world.run(FEW_POLLS);
    assertThat(two.holds()).isPresent();
    assertThat(three.holds()).isEmpty();
  }

  @Test
  void grantsTheHigherPriorityFirst() {
    FencingToken token = lead();
    StoreClient four = world.client("four");
    four.open();
    four.campaign("d", 5, false);
    world.run(50);
    one.release(token, EndReason.RESIGNED, Optional.empty());
    world.run(FEW_POLLS);
    assertThat(four.holds()).isPresent();
  }

  @Test
  void l4_handsOverToTheNamedSuccessor() {
    one.release(lead(), EndReason.HANDED_OVER, to(three, "c"));
    world.run(FEW_POLLS);
    assertThat(three.holds()).isPresent();
    assertThat(two.holds()).isEmpty();
  }

  @Test
  void l4_passesOverASuccessorThatIsSilent() {
    FencingToken token = lead();
    three.stop();
    one.release(token, EndReason.HANDED_OVER, to(three, "c"));
    world.run(FEW_POLLS + TURN);
    assertThat(two.holds()).isPresent();
  }

  @Test
  void l4_passesOverWhoeverIsSilentAheadAndLetsItEnterAgain() {
    FencingToken token = lead();
    two.stop();
    one.release(token, EndReason.RESIGNED, Optional.empty());
    world.run(FEW_POLLS + TURN);
    assertThat(three.holds()).isPresent();
    assertThat(world.view().queue()).isEmpty();
    two.resume();
    world.run(100);
    assertThat(world.view().queue())
        .extracting(ElectionView.Waiting::candidate)
        .containsExactly(new CandidateName("b"));
    three.release(three.token(), EndReason.RESIGNED, Optional.empty());
    world.run(FEW_POLLS);
    assertThat(two.holds()).isPresent();
  }

  @Test
  void newcomerDoesNotJumpTheQueue() {
    FencingToken token = lead();
    two.callsTake(30);
    one.release(token, EndReason.RESIGNED, Optional.empty());
    world.run(5);
    StoreClient four = world.client("four");
    four.open();
    four.campaign("d");
    world.run(FEW_POLLS);
    assertThat(two.holds()).isPresent();
    assertThat(four.holds()).isEmpty();
  }

  @Test
  void onlyIfVacantIsGrantedOrNotEntered() {
    FencingToken token = lead();
    StoreClient four = world.client("four");
    four.open();
    long refused = four.campaign("d", 0, true);
    world.run(50);
    assertThat(four.answer(refused).orElseThrow()).isInstanceOf(OperationResult.Failed.class);
    two.close();
    three.close();
    world.run(50);
    one.release(token, EndReason.RESIGNED, Optional.empty());
    world.run(50);
    four.campaign("d", 0, true);
    world.run(50);
    assertThat(four.holds()).isPresent();
  }

  @Test
  void onlyIfVacantWaitsForThoseAheadAndPassesThemOver() {
    FencingToken token = lead();
    two.stop();
    three.stop();
    one.release(token, EndReason.RESIGNED, Optional.empty());
    world.run(10);
    StoreClient four = world.client("four");
    four.open();
    four.campaign("d", 0, true);
    world.run(FEW_POLLS + 2 * TURN);
    assertThat(four.holds()).isPresent();
  }

  @Test
  void closedSessionLeavesEveryRecordClean() {
    lead();
    one.close();
    world.run(FEW_POLLS);
    assertThat(two.holds()).isPresent();
    assertThat(world.view().history().get(0).reason()).isEqualTo(EndReason.CLOSED);
    assertThat(world.record().knows(one.session())).isFalse();
  }

  @Test
  void s5_revocationIsToldAndFollowedByAFullLease() {
    FencingToken token = lead();
    three.request(new Operation.Revoke(StoreWorld.ELECTION, token));
    world.run(FEW_POLLS);
    assertThat(one.withdrawn()).map(SessionEvent.Withdrawn::reason).contains(EndReason.REVOKED);
    world.run(StoreWorld.TTL_MILLIS - 2 * FEW_POLLS);
    assertThat(two.holds()).as("before a full lease").isEmpty();
    world.run(3 * FEW_POLLS);
    assertThat(two.holds()).isPresent();
    assertThat(one.holds()).isEmpty();
  }

  @Test
  void operatorsHandOverReachesTheHolder() {
    lead();
    two.request(new Operation.RequestHandover(StoreWorld.ELECTION, new CandidateName("c")));
    world.run(FEW_POLLS);
    assertThat(one.events())
        .anyMatch(
            it ->
                it instanceof SessionEvent.HandoverRequested wish
                    && wish.to().session().equals(three.session()));
  }
}
