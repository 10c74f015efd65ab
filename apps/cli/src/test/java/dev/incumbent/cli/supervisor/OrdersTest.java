package dev.incumbent.cli.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class OrdersTest {
  private static final long SECOND = 1_000_000_000;

  /** The companion's clock showed 5 s when this process's clock showed 2 s. */
  private final CompanionClock clock = new CompanionClock(5 * SECOND, 2 * SECOND);

  private final Orders orders = new Orders(clock, Duration.ofSeconds(2), 10 * SECOND);

  @Test
  void tellsSigtermOneGraceBeforeAndSigkillShortlyBeforeTheDeadline() {
    assertThat(orders.times()).isEqualTo("11000000000 12980000000");
  }

  @Test
  void killsAtTheDeadlineWhenThereIsNoGrace() {
    assertThat(new Orders(clock, Duration.ZERO, 10 * SECOND).times())
        .isEqualTo("13000000000 13000000000");
  }

  @Test
  void holdsOnlyTheNewestOfEachHoweverLongNobodyReads() {
    for (int i = 0; i < 100_000; i++) {
      orders.extend(10 * SECOND + i * 1_000_000L);
      orders.forward(ForwardedSignal.HUP);
      orders.forward(ForwardedSignal.INT);
      orders.stop();
    }
    orders.freeze();

    assertThat(orders.take())
        .containsExactly(
            "deadline 110999000000 112979000000", "freeze", "signal INT", "signal HUP", "stop");
    assertThat(orders.take()).isEmpty();
  }

  @Test
  void neverMovesBackward() {
    orders.extend(9 * SECOND);

    assertThat(orders.take()).isEmpty();
    assertThat(orders.deadlineNanos()).isEqualTo(10 * SECOND);
  }

  @Test
  void passesOverMovesThatAreErrorsOfReading() {
    assertThat(orders.extend(10 * SECOND + 999_999)).isFalse();
    assertThat(orders.extend(10 * SECOND + 1_000_000)).isTrue();
  }

  @Test
  void ordersOneStopOnly() {
    assertThat(orders.stop()).isTrue();
    assertThat(orders.take()).containsExactly("stop");
    assertThat(orders.stop()).isFalse();
    assertThat(orders.take()).isEmpty();
  }

  @Test
  void holdsFrozenDeadline() {
    orders.freeze();
    orders.freeze();
    orders.extend(20 * SECOND);

    assertThat(orders.take()).containsExactly("freeze");
    assertThat(orders.deadlineNanos()).isEqualTo(10 * SECOND);
  }

  @Test
  void handsOverTheDeadlineThatWasSetBeforeTheFreeze() {
    orders.extend(20 * SECOND);
    orders.freeze();

    assertThat(orders.take()).containsExactly("deadline 21000000000 22980000000", "freeze");
  }

  @Test
  void movesForwardAcrossTheOverflowOfTheClock() {
    Orders late = new Orders(new CompanionClock(0, Long.MAX_VALUE), Duration.ZERO, Long.MAX_VALUE);

    late.extend(Long.MIN_VALUE + SECOND - 1);

    assertThat(late.take()).containsExactly("deadline 1000000000 1000000000");
  }
}
