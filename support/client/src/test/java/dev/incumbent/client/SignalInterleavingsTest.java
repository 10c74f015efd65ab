package dev.incumbent.client;

import static dev.incumbent.client.Interleavings.require;

import dev.incumbent.client.Interleavings.Race;
import dev.incumbent.election.StopSignal.Cause;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** C-2: the stop signal is set once, whoever sets it, and every thread reads the same cause. */
class SignalInterleavingsTest {
  private interface Settable {
    void set(Cause why);

    Optional<Cause> cause();

    int told();
  }

  @Test
  void c2_itsCauseNeverChanges() {
    Interleavings.run(() -> new SetByTwo(new Shipped(1)));
  }

  @Test
  void c2_convictsASignalThatIsSetUnderNoLock() {
    Interleavings.convict(() -> new SetByTwo(new Unlocked()));
  }

  @Test
  void c2_whoAsksWhenTimeIsOutAgreesWithWhoSetsIt() {
    Interleavings.run(() -> new SetByTwo(new Shipped(0)));
  }

  private static final class SetByTwo implements Race {
    private final Settable signal;
    private Optional<Cause> first = Optional.empty();

    SetByTwo(Settable signal) {
      this.signal = signal;
    }

    @Override
    public void one() {
      signal.set(Cause.HANDOVER);
      first = signal.cause();
    }

    @Override
    public void other() {
      signal.cause();
      signal.set(Cause.CLOSING);
    }

    @Override
    public void check() {
      require(signal.cause().equals(first), "the cause stays what it was");
      require(signal.told() == 1, "told once");
    }
  }

  private static final class Shipped implements Settable {
    private final AtomicInteger told = new AtomicInteger();
    private final Signal signal;

    Shipped(long remainingNanos) {
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

    @Override
    public int told() {
      return told.get();
    }
  }

  /** Looks and then sets, under no lock. */
  private static final class Unlocked implements Settable {
    private final AtomicInteger told = new AtomicInteger();
    private volatile Optional<Cause> cause = Optional.empty();

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

    @Override
    public int told() {
      return told.get();
    }
  }
}
