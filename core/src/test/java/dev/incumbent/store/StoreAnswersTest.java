package dev.incumbent.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.ElectionView;
import dev.incumbent.election.EndReason;
import dev.incumbent.error.FailureCode;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.session.ServerMessage;
import dev.incumbent.store.StoreWire.Fate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** S-9: each answer that a conditional write can have. */
final class StoreAnswersTest {
  private final StoreWorld world = new StoreWorld();
  private final StoreClient one = world.client("one");
  private final StoreClient two = world.client("two");

  private long campaign(Fate... fates) {
    one.open();
    one.fate(Fate.DONE);
    one.fate(fates);
    long asked = one.campaign("a");
    world.run(400);
    return asked;
  }

  @Test
  void s9_recognisesItsOwnWriteWhoseReplyWasLost() {
    long asked = campaign(Fate.LOST);
    assertThat(one.answer(asked)).contains(new OperationResult.Done());
    assertThat(one.token()).isEqualTo(new FencingToken(1));
    assertThat(world.record().lastToken()).as("granted once").isEqualTo(1);
  }

  @Test
  void s9_writesAgainWhatDidNotArrive() {
    long asked = campaign(Fate.DROPPED, Fate.DONE, Fate.DROPPED);
    assertThat(one.answer(asked)).contains(new OperationResult.Done());
    assertThat(one.token()).isEqualTo(new FencingToken(1));
  }

  @Test
  void s9_isNotMisledByAWriteThatArrivesLate() {
    long asked = campaign(Fate.LATE);
    world.run(1_000);
    assertThat(one.answer(asked)).contains(new OperationResult.Done());
    assertThat(one.events()).as("one grant, no end").hasSize(1);
    assertThat(world.record().lastToken()).isEqualTo(1);
    assertThat(one.isValid()).isTrue();
  }

  @Test
  void s9_lateWriteThatFindsNoOtherCounts() {
    one.open();
    one.fate(Fate.DONE, Fate.LATE, Fate.UNAVAILABLE, Fate.UNAVAILABLE, Fate.UNAVAILABLE);
    one.fate(Fate.UNAVAILABLE, Fate.UNAVAILABLE, Fate.UNAVAILABLE, Fate.UNAVAILABLE);
    long asked = one.campaign("a");
    world.run(4_000);
    assertThat(one.answer(asked)).contains(new OperationResult.Done());
    assertThat(one.token()).isEqualTo(new FencingToken(1));
  }

  @Test
  void s9_releasesOnceWhenTheReplyWasLost() {
    campaign();
    two.open();
    two.campaign("b");
    world.run(100);
    one.renewEvery(0);
    FencingToken token = one.token();
    one.fate(Fate.LOST);
    long asked = one.release(token, EndReason.RESIGNED, Optional.empty());
    world.run(200);
    assertThat(one.answer(asked)).contains(new OperationResult.Done());
    assertThat(two.holds()).isPresent();
    assertThat(world.view().history()).extracting(ElectionView.Past::token).containsExactly(token);
  }

  @Test
  void s9_answersAgainWhatWasAnswered() {
    long asked = campaign();
    one.told.removeIf(it -> it instanceof ServerMessage.Response);
    one.again(asked, new Operation.Cancel(StoreWorld.ELECTION, new CandidateName("x")));
    world.run(10);
    assertThat(one.answer(asked)).contains(new OperationResult.Done());
  }

  @Test
  void refusesWhatSurelyDidNothing() {
    one.open();
    one.fate(Fate.DONE, Fate.UNAVAILABLE);
    long asked = one.campaign("a");
    world.run(5);
    ServerMessage.RequestRefused refused = one.last(ServerMessage.RequestRefused.class);
    assertThat(refused.sequence()).isEqualTo(asked);
    assertThat(refused.failure().code()).isEqualTo(FailureCode.UNAVAILABLE);
    assertThat(world.stored()).isEmpty();
  }

  @Test
  void s10_saysNoQuorumWhileTheStorageIsOutOfReach() {
    one.open();
    world.away(true);
    world.run(2_000);
    one.campaign("a");
    world.run(1_500);
    assertThat(one.last(ServerMessage.RequestRefused.class).failure().code())
        .isEqualTo(FailureCode.NO_QUORUM);
  }

  @Test
  void readsAgainAfterAConflict() {
    campaign();
    two.open();
    two.campaign("b");
    world.run(100);
    long before = one.renewed();
    two.request(new Operation.RequestHandover(StoreWorld.ELECTION, new CandidateName("b")));
    one.renew();
    world.run(100);
    assertThat(one.renewed()).isGreaterThan(before);
    assertThat(two.isValid() || one.isValid()).isTrue();
  }

  @Test
  void staleReadTakesNothingFromAHolder() {
    campaign();
    two.open();
    two.campaign("b");
    world.run(100);
    one.fate(Fate.STALE, Fate.STALE, Fate.STALE);
    two.fate(Fate.STALE, Fate.STALE, Fate.STALE);
    world.run(5 * StoreWorld.TTL_MILLIS);
    assertThat(one.isValid()).isTrue();
    assertThat(one.events()).hasSize(1);
    assertThat(two.holds()).isEmpty();
  }

  @Test
  void s1_isNotMisledByAReadOfWhatWasBeforeItsGrant() {
    campaign(Fate.DONE, Fate.STALE, Fate.STALE, Fate.STALE);
    assertThat(one.events()).as("one grant, no end").hasSize(1);
    assertThat(one.isValid()).isTrue();
  }

  @Test
  void refusesWithoutWritingWhatCannotBe() {
    one.open();
    long revoked = one.request(new Operation.Revoke(StoreWorld.ELECTION, new FencingToken(1)));
    world.run(10);
    assertThat(one.answer(revoked).orElseThrow())
        .isInstanceOfSatisfying(
            OperationResult.Failed.class,
            it -> assertThat(it.failure().code()).isEqualTo(FailureCode.NOT_FOUND));
    assertThat(world.names()).isEqualTo(List.of());
  }
}
