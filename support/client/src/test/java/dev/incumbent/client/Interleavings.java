package dev.incumbent.client;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.LincheckAssertionError;

/**
 * Runs a race under Lincheck, which decides at every access to shared memory which thread goes on.
 *
 * <p>Each class that threads share has a twin in its test that leaves out what makes it safe: a
 * race that does not convict the twin checks nothing. Memory is sequentially consistent here; what
 * a missing {@code volatile} does is not seen.
 *
 * <p>What runs in a race uses no assertion library: it would be taken apart too.
 */
final class Interleavings {
  private static final int RUNS = 500;

  private Interleavings() {}

  /** Runs it again and again, with the threads that it starts, each time in another order. */
  static void run(Runnable race) {
    Lincheck.runConcurrentTest(RUNS, race);
  }

  static void convict(Runnable race) {
    // A failure of Lincheck itself is the same type of error, and shows no interleaving.
    assertThatThrownBy(() -> run(race))
        .isInstanceOf(LincheckAssertionError.class)
        .hasMessageContaining("The following interleaving leads to the error");
  }

  /** Runs two sides at once, the second on the calling thread; returns when both have. */
  static void race(Runnable one, Runnable other) {
    Thread thread = new Thread(one);
    thread.start();
    other.run();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static void require(boolean condition, String what) {
    if (!condition) {
      throw new AssertionError(what);
    }
  }
}
