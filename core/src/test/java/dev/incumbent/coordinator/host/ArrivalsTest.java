package dev.incumbent.coordinator.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Phi accrual over one session's renewals. */
class ArrivalsTest {
  private static final long MILLI = 1_000_000;

  private final Arrivals arrivals = new Arrivals();
  private long now = 17 * MILLI;

  private void gap(long millis) {
    now += millis * MILLI;
    arrivals.arrived(now);
  }

  private void gaps(int count, long millis) {
    for (int i = 0; i < count; i++) {
      gap(millis);
    }
  }

  private long fuseMillis() {
    return arrivals.fuseNanos() / MILLI;
  }

  @Test
  void judgesNobodyBeforeItHasSeenEnough() {
    gaps(Arrivals.ENOUGH, 100);
    assertThat(arrivals.isEnough()).isFalse();

    gap(100);

    assertThat(arrivals.isEnough()).isTrue();
  }

  @Test
  void aRegularClientIsSuspectedThreeRenewalsLate() {
    gaps(200, 100);

    assertThat(fuseMillis()).isEqualTo(292);
    assertThat(arrivals.meanNanos() / MILLI).isEqualTo(100);
  }

  @Test
  void thePhiOfTheFuseIsEight() {
    gaps(50, 100);
    gaps(50, 140);

    assertThat(arrivals.phi(arrivals.fuseNanos())).isCloseTo(8, within(0.01));
    assertThat(arrivals.phi(arrivals.fuseNanos() / 2)).isLessThan(1);
    assertThat(arrivals.phi(2 * arrivals.fuseNanos())).isGreaterThan(20);
  }

  @Test
  void anIrregularClientGetsALongerFuse() {
    for (int i = 0; i < 100; i++) {
      gap(i % 2 == 0 ? 20 : 180);
    }

    assertThat(fuseMillis()).isBetween(600L, 640L);
  }

  @Test
  void aClientThatWasLateOnceMayBeThatLateAgain() {
    gaps(60, 100);
    gap(280);
    gaps(20, 100);

    assertThat(fuseMillis()).isGreaterThan(390);
  }

  @Test
  void forgetsHowLateAClientWas() {
    gaps(60, 100);
    gap(280);
    gaps(2 * Arrivals.HALF, 100);

    assertThat(fuseMillis()).isEqualTo(292);
  }

  @Test
  void learnsFromAFalseAlarmButNotFromAPause() {
    gaps(60, 100);
    gap(5_000);
    gap(100);
    assertThat(fuseMillis()).isEqualTo(292);

    gap(400);

    assertThat(fuseMillis()).isGreaterThan(500);
  }

  @Test
  void followsAClientThatRenewsMoreOften() {
    gaps(100, 900);
    assertThat(fuseMillis()).isGreaterThan(1_000);

    gaps(2 * Arrivals.HALF, 100);

    assertThat(fuseMillis()).isEqualTo(292);
  }

  @Test
  void countsOnFromAnyReadingOfTheClock() {
    now = Long.MAX_VALUE - 5_000 * MILLI;

    gaps(100, 100);

    assertThat(fuseMillis()).isEqualTo(292);
  }
}
