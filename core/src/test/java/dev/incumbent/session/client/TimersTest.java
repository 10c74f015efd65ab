package dev.incumbent.session.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimersTest {
  private final Timers timers = new Timers();
  private final List<String> ran = new ArrayList<>();

  private static Timers.Key key(long id) {
    return new Timers.Key(Timers.Kind.CANDIDACY, id);
  }

  @Test
  void runsWhatIsDueInOrderOfTime() {
    timers.set(key(1), 30, () -> ran.add("late"));
    timers.set(key(2), 10, () -> ran.add("early"));
    timers.set(key(3), 31, () -> ran.add("not yet"));

    timers.runDue(30);

    assertThat(ran).containsExactly("early", "late");
    assertThat(timers.next()).hasValue(31);
  }

  @Test
  void aKeyHasOneTimer() {
    timers.set(key(1), 10, () -> ran.add("first"));
    timers.set(key(1), 20, () -> ran.add("second"));

    timers.runDue(30);

    assertThat(ran).containsExactly("second");
    assertThat(timers.next()).isEmpty();
  }

  @Test
  void keepsTheEarlierOfTwoIfAskedTo() {
    timers.setUnlessEarlier(key(1), 10, () -> ran.add("first"));
    timers.setUnlessEarlier(key(1), 20, () -> ran.add("second"));
    timers.setUnlessEarlier(key(1), 5, () -> ran.add("third"));

    timers.runDue(30);

    assertThat(ran).containsExactly("third");
  }

  @Test
  void whatATimerSetsWaitsForTheNextTurn() {
    timers.set(key(1), 10, () -> timers.set(key(1), 10, () -> ran.add("again")));

    timers.runDue(10);
    assertThat(ran).isEmpty();
    timers.runDue(10);

    assertThat(ran).containsExactly("again");
  }

  @Test
  void whatATimerCancelsDoesNotRun() {
    timers.set(key(1), 10, () -> timers.cancel(key(2)));
    timers.set(key(2), 10, () -> ran.add("cancelled"));

    timers.runDue(10);

    assertThat(ran).isEmpty();
  }

  @Test
  void comparesAcrossTheWrapOfTheClock() {
    timers.set(key(1), Long.MIN_VALUE + 5, () -> ran.add("after"));
    timers.set(key(2), Long.MAX_VALUE - 5, () -> ran.add("before"));

    timers.runDue(Long.MAX_VALUE);
    assertThat(ran).containsExactly("before");
    timers.runDue(Long.MIN_VALUE + 5);

    assertThat(ran).containsExactly("before", "after");
  }
}
