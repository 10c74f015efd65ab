package dev.incumbent.client;

import static dev.incumbent.client.Interleavings.race;
import static dev.incumbent.client.Interleavings.require;

import dev.incumbent.election.StopSignal.Cause;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** C-2: the stop signal is set once, whoever sets it, and every thread reads the same cause. */
class SignalInterleavingsTest {
  private interface Settable {
    void set(Cause why);

    Optional<Cause> cause();
  }

  @Test
  void c2_itsCauseNeverChanges() {
    AtomicInteger told = new AtomicInteger();
    Interleavings.run(() -> isSetByTwo(new Shipped(told, 1), told));
  }

  @Test
  void c2_convictsASignalThatIsSetUnderNoLock() {
    AtomicInteger told = new AtomicInteger();
    Interleavings.convict(() -> isSetByTwo(new Unlocked(told), told));
  }

  @Test
  void c2_whoAsksWhenTimeIsOutAgreesWithWhoSetsIt() {
    AtomicInteger told = new AtomicInteger();
    Interleavings.run(() -> isSetByTwo(new Shipped(told, 0), told));
  }

  @Test
  void c2_whoWaitsIsWoken() {
    Interleavings.run(
        () -> {
          Signal signal = new Signal(() -> Duration.ofDays(1).toNanos(), Runnable::run);
          race(() -> await(signal), () -> signal.set(Cause.CLOSING));
        });
  }

  private static void isSetByTwo(Settable signal, AtomicInteger told) {
    told.set(0);
    Object[] first = new Object[1];
    race(
        () -> {
          signal.set(Cause.HANDOVER);
          first[0] = signal.cause();
        },
        () -> signal.set(Cause.CLOSING));
    require(signal.cause().equals(first[0]), "the cause stays what it was");
    require(told.get() == 1, "told once");
  }

  private static void await(Signal signal) {
    try {
      signal.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static final class Shipped implements Settable {
    private final Signal signal;

    Shipped(AtomicInteger told, long remainingNanos) {
      signal = new Signal(() -> remainingNanos, callback -> told.incrementAndGet());
    }

    @Override
    public void set(Cause why) {
      signal.set(why);
    }

    @Override
    public Optional<Cause> cause() {
      return signal.cause();
    }
  }

  /** Looks and then sets, under no lock. */
  private static final class Unlocked implements Settable {
    private final AtomicInteger told;
    private volatile Optional<Cause> cause = Optional.empty();

    Unlocked(AtomicInteger told) {
      this.told = told;
    }

    @Override
    public void set(Cause why) {
      if (cause.isEmpty()) {
        cause = Optional.of(why);
        told.incrementAndGet();
      }
    }

    @Override
    public Optional<Cause> cause() {
      return cause;
    }
  }
}
