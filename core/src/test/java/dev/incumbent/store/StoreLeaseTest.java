package dev.incumbent.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.election.ElectionView;
import dev.incumbent.election.EndReason;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.session.ServerMessage;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** S-1, S-2, S-7, L-1: one holder's lease, and who counts it. */
final class StoreLeaseTest {
  private static final long TTL = StoreWorld.TTL_MILLIS;

  private final StoreWorld world = new StoreWorld();
  private final StoreClient one = world.client("one");
  private final StoreClient two = world.client("two");

  private FencingToken leadOne() {
    one.open();
    one.campaign("a");
    world.run(10);
    return one.token();
  }

  private void waitTwo() {
    two.open();
    two.campaign("b");
    world.run(100);
  }

  @Test
  void grantsAVacantElectionAtOnce() {
    assertThat(leadOne()).isEqualTo(new FencingToken(1));
    assertThat(world.stored().orElseThrow().holder()).isEqualTo("a");
    assertThat(world.stored().orElseThrow().token()).isEqualTo(1);
  }

  @Test
  void s2_keepsWhoRenews() {
    leadOne();
    waitTwo();
    world.run(10 * TTL);
    assertThat(one.isValid()).isTrue();
    assertThat(two.holds()).isEmpty();
  }

  @Test
  void s2_countsALeaseFromWhereItsLastWriteWasReadFirst() {
    leadOne();
    waitTwo();
    one.stop();
    world.run(TTL - 100);
    assertThat(two.holds()).as("before the lease is over").isEmpty();
    world.run(100 + 5 * StoreWorld.POLL_MILLIS);
    assertThat(two.token())
        .as("L-1: within the lease and a few polls")
        .isEqualTo(new FencingToken(2));
    assertThat(world.view().history().get(0).reason()).isEqualTo(EndReason.EXPIRED);
  }

  @Test
  void s2_watchesAWholeLeaseEvenIfTheRecordIsOld() {
    leadOne();
    one.stop();
    world.run(5 * TTL);
    waitTwo();
    world.run(TTL - 200);
    assertThat(two.holds()).as("before it has watched for a whole lease").isEmpty();
    world.run(300);
    assertThat(two.holds()).isPresent();
  }

  @Test
  void s2_takesAReleasedElectionAtOnce() {
    FencingToken token = leadOne();
    waitTwo();
    one.release(token, EndReason.RESIGNED, Optional.empty());
    world.run(3 * StoreWorld.POLL_MILLIS);
    assertThat(two.token()).isEqualTo(new FencingToken(2));
  }

  @Test
  void s1_keepsTheTokenWhenNobodyLeads() {
    for (int i = 1; i <= 3; i++) {
      if (i == 1) {
        leadOne();
      } else {
        one.campaign("a");
        world.run(10);
      }
      assertThat(one.token()).isEqualTo(new FencingToken(i));
      one.release(one.token(), EndReason.RESIGNED, Optional.empty());
      world.run(10);
      assertThat(world.stored().orElseThrow().token()).isEqualTo(i);
      assertThat(world.stored().orElseThrow().holder()).isEmpty();
    }
    assertThat(world.view().history()).extracting(ElectionView.Past::token).hasSize(3);
  }

  @Test
  void eachWriteRaisesTheVersionByAStepThatNobodyGuesses() {
    leadOne();
    long before = world.stored().orElseThrow().version();
    one.renewEvery(0);
    world.run(10);
    long quiet = world.stored().orElseThrow().version();
    one.renew();
    world.run(10);
    assertThat(before).isGreaterThan(1);
    assertThat(world.stored().orElseThrow().version()).isGreaterThan(quiet + 1);
  }

  @Test
  void leaseRule1_acknowledgesARenewalOnlyAfterAWriteThatBeganLater() {
    leadOne();
    one.renewEvery(0);
    world.run(100);
    long writes = world.record().index();
    one.callsTake(50);
    long first = one.renew();
    world.run(25);
    long second = one.renew();
    world.run(40);
    assertThat(one.renewed()).as("once the first write is done").isEqualTo(first);
    assertThat(world.record().index()).isEqualTo(writes + 1);
    world.run(100);
    assertThat(one.renewed()).isEqualTo(second);
    assertThat(world.record().index()).isEqualTo(writes + 2);
  }

  @Test
  void leaseRule1_holdsARenewalBackWhileAGrantIsUnderWay() {
    one.open();
    one.renewEvery(0);
    world.run(100);
    one.campaign("a");
    one.callsTake(400);
    world.run(3);
    one.callsTake(1);
    world.run(300);
    assertThat(world.stored()).as("it has taken effect, and nobody has heard of it").isPresent();
    long renewal = one.renew();
    world.run(50);
    assertThat(one.holds()).isEmpty();
    assertThat(one.renewed()).isLessThan(renewal);
    world.run(200);
    assertThat(one.holds()).isPresent();
    assertThat(one.renewed()).isEqualTo(renewal);
  }

  @Test
  void s7_acknowledgesNothingWhileWritesFailAndReadsDoNot() {
    leadOne();
    one.renewEvery(0);
    world.run(100);
    StoredRecord other = world.stored().orElseThrow();
    long renewal = one.renew();
    one.fate(
        StoreWire.Fate.DROPPED, StoreWire.Fate.DONE, StoreWire.Fate.DROPPED, StoreWire.Fate.DONE);
    world.run(15);
    assertThat(world.stored()).contains(other);
    assertThat(one.renewed()).isLessThan(renewal);
  }

  @Test
  void sessionThatHoldsNothingIsAcknowledgedByAnyAnswer() {
    two.open();
    long renewal = two.renew();
    world.run(5);
    assertThat(two.renewed()).isEqualTo(renewal);
    world.away(true);
    long unanswered = two.renew();
    world.run(1_000);
    assertThat(two.renewed()).isLessThan(unanswered);
  }

  @Test
  void leaseRule5_tellsAnEndBeforeItAcknowledges() {
    leadOne();
    waitTwo();
    one.stop();
    world.run(TTL + 200);
    assertThat(two.holds()).isPresent();
    one.resume();
    one.renew();
    world.run(50);
    assertThat(one.holds()).isEmpty();
    int end = one.told.lastIndexOf(one.last(ServerMessage.Event.class));
    ServerMessage.Renewed acknowledged = one.last(ServerMessage.Renewed.class);
    assertThat(one.told.indexOf(acknowledged)).isGreaterThan(end);
    assertThat(acknowledged.change()).isEqualTo(one.last(ServerMessage.Event.class).change());
  }
}
