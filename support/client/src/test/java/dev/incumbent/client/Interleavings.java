package dev.incumbent.client;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Supplier;
import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.LincheckAssertionError;

/**
 * Runs a race under Lincheck, which decides at every access to shared memory which thread goes on.
 *
 * <p>Each class that threads share has a twin in its test that leaves out what makes it safe: a
 * race that does not convict the twin checks nothing. Memory is sequentially consistent here; what
 * a missing {@code volatile} does is not seen.
 *
 * <p>What runs in a race uses no assertion library: it would be taken apart too. A race keeps what
 * its sides share in fields: what only a lambda captures is taken for one thread's own.
 */
final class Interleavings {
  private static final int RUNS = 1_000;

  private Interleavings() {}

  /** Two threads at once, and what must hold when both have returned. */
  interface Race {
    void one();

    void other();

    void check();
  }

  /** Runs it again and again, each time in another order. */
  static void run(Supplier<? extends Race> race) {
    Lincheck.runConcurrentTest(RUNS, () -> runOnce(race.get()));
  }

  static void convict(Supplier<? extends Race> race) {
    // A failure of Lincheck itself is the same type of error, and shows no interleaving.
    assertThatThrownBy(() -> run(race))
        .isInstanceOf(LincheckAssertionError.class)
        .hasMessageContaining("The following interleaving leads to the error");
  }

  static void require(boolean condition, String what) {
    if (!condition) {
      throw new AssertionError(what);
    }
  }

  private static void runOnce(Race race) {
    Thread one = new One(race);
    one.start();
    race.other();
    try {
      one.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    race.check();
  }

  private static final class One extends Thread {
    private final Race race;

    One(Race race) {
      this.race = race;
    }

    @Override
    public void run() {
      race.one();
    }
  }
}
