package dev.incumbent.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.election.CandidateName;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.StopSignal.Cause;
import dev.incumbent.error.LeadershipLostException;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
import dev.incumbent.fencing.TokenSpace;
import dev.incumbent.session.client.ClientAction;
import dev.incumbent.session.client.ClockReading;
import dev.incumbent.session.client.Lease;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HeldLeadershipTest {
  private static final long SECOND = 1_000_000_000;

  private final AtomicLong nanos = new AtomicLong();
  private final AtomicLong wallMillis = new AtomicLong();
  private final Clocks clocks = new Clocks(nanos::get, wallMillis::get);
  private final AtomicInteger seenExpired = new AtomicInteger();
  private final LeaseCell cell = new LeaseCell(until(10), seenExpired::incrementAndGet);
  private final HeldLeadership held = new HeldLeadership(grant(), cell, clocks, Runnable::run);

  private static Lease until(long seconds) {
    return new Lease(new ClockReading(0, 0), seconds * SECOND, OptionalLong.of(500));
  }

  private static ClientAction.Grant grant() {
    return new ClientAction.Grant(
        new TokenSpace("c1", new ElectionName("orders")),
        new CandidateName("a"),
        new FencingToken(3),
        new GrantId(1, 2),
        List.of(),
        List.of(),
        1);
  }

  private void pass(long seconds) {
    nanos.addAndGet(seconds * SECOND);
    wallMillis.addAndGet(seconds * 1_000);
  }

  @Test
  void s7_computesWhatIsLeftWhenAsked() {
    pass(4);
    assertThat(held.remaining()).isEqualTo(Duration.ofSeconds(6));

    pass(6);

    assertThat(held.remaining()).isZero();
    assertThat(held.stopSignal().cause()).contains(Cause.LOST);
    assertThat(seenExpired).hasValue(1);
  }

  @Test
  void s7_aLeaseSeenExpiredIsNeverMoved() {
    pass(10);
    assertThat(held.remaining()).isZero();

    assertThat(cell.move(until(20))).isFalse();

    assertThat(held.remaining()).isZero();
  }

  @Test
  void movesWithTheLease() {
    pass(9);

    assertThat(cell.move(until(20))).isTrue();

    assertThat(held.remaining()).isEqualTo(Duration.ofSeconds(11));
  }

  @Test
  void aFrozenDeadlineDoesNotMove() {
    held.freeze();
    cell.move(until(20));
    pass(9);
    assertThat(held.remaining()).isEqualTo(Duration.ofSeconds(1));

    pass(1);

    assertThat(held.remaining()).isZero();
    assertThat(seenExpired).hasValue(0);
  }

  @Test
  void aWallClockSetForwardEndsItForGood() {
    wallMillis.addAndGet(501);
    assertThat(held.remaining()).isZero();

    wallMillis.addAndGet(-501);

    assertThat(held.remaining()).isZero();
  }

  @Test
  void s7_aWallClockSetForwardByTheMarginOrBackByAnyAmountCostsNothing() {
    wallMillis.addAndGet(500);
    assertThat(held.remaining()).isEqualTo(Duration.ofSeconds(10));

    wallMillis.addAndGet(-86_400_000);

    assertThat(held.remaining()).isEqualTo(Duration.ofSeconds(10));
    assertThat(held.stopSignal().cause()).isEmpty();
    assertThat(seenExpired).hasValue(0);
  }

  @Test
  void s7_whatTheWallClockGainedAddsUpUntilARenewalIsAnswered() {
    wallMillis.addAndGet(300);
    assertThat(held.remaining()).isPositive();
    cell.move(new Lease(clocks.read(), 10 * SECOND, OptionalLong.of(500)));
    wallMillis.addAndGet(300);
    assertThat(held.remaining()).as("counted from the renewal").isPositive();

    wallMillis.addAndGet(300);

    assertThat(held.remaining()).isZero();
  }

  @Test
  void s7_aMachineThatSleptFindsItsLeadershipLostThoughItsMonotonicClockStoodStill() {
    wallMillis.addAndGet(3_600_000);

    assertThatThrownBy(held::requireValid).isInstanceOf(LeadershipLostException.class);
    assertThatThrownBy(() -> held.call(() -> 5)).isInstanceOf(LeadershipLostException.class);
    assertThat(held.stopSignal().cause()).contains(Cause.LOST);
  }

  @Test
  void isInJeopardyFromHalfTimeToTheDeadlineUnlessARenewalIsAnswered() {
    pass(4);
    assertThat(held.inJeopardy()).isFalse();
    pass(1);
    assertThat(held.inJeopardy()).isTrue();

    cell.move(new Lease(clocks.read(), 15 * SECOND, OptionalLong.of(500)));
    assertThat(held.inJeopardy()).isFalse();
    pass(5);
    assertThat(held.inJeopardy()).isTrue();
    pass(5);

    assertThat(held.inJeopardy()).as("over, not in jeopardy").isFalse();
  }

  @Test
  void refusesCallsOnceToldToStop() throws Exception {
    assertThat(held.<Integer>call(() -> 5)).isEqualTo(5);

    held.stop(Cause.HANDOVER);

    assertThat(held.remaining()).isPositive();
    assertThatThrownBy(() -> held.call(() -> 5))
        .isInstanceOf(LeadershipLostException.class)
        .hasMessageContaining("3");
  }

  @Test
  void keepsTheFirstCauseAndEndsWithTheLast() {
    held.stop(Cause.CLOSING);
    held.stop(Cause.LOST);

    assertThat(held.stopSignal().cause()).contains(Cause.CLOSING);
    assertThat(held.remaining()).isZero();
  }

  @Test
  void waitsForTheSignalOnlyAsLongAsToldTo() throws Exception {
    assertThat(held.stopSignal().await(Duration.ofMillis(1))).isFalse();

    held.stop(Cause.CLOSING);

    assertThat(held.stopSignal().await(Duration.ofDays(1))).isTrue();
  }
}
