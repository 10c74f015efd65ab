package dev.incumbent.client;

import static dev.incumbent.client.Interleavings.race;
import static dev.incumbent.client.Interleavings.require;

import org.junit.jupiter.api.Test;

/** S-5: once drained, no call is in flight, and none begins. */
class InFlightInterleavingsTest {
  private interface Door {
    boolean enter();

    void exit();

    void drain();
  }

  @Test
  void s5_noCallIsInFlightOnceDrained() {
    Interleavings.run(() -> isDrainedDuringACall(new Shipped()));
  }

  @Test
  void s5_convictsADoorThatIsLookedAtBeforeTheCallIsCounted() {
    Interleavings.convict(() -> isDrainedDuringACall(new LooksFirst()));
  }

  private static void isDrainedDuringACall(Door door) {
    boolean[] drained = new boolean[1];
    boolean[] late = new boolean[1];
    race(
        () -> {
          if (door.enter()) {
            late[0] = drained[0];
            door.exit();
          }
        },
        () -> {
          door.drain();
          drained[0] = true;
        });
    require(!late[0], "no call is in flight once drained");
  }

  private static final class Shipped implements Door {
    private final InFlight inFlight = new InFlight();

    @Override
    public boolean enter() {
      return inFlight.enter();
    }

    @Override
    public void exit() {
      inFlight.exit();
    }

    @Override
    public void drain() {
      inFlight.close();
      inFlight.awaitNone();
    }
  }

  /** Looks at the door, and counts the call only then. */
  private static final class LooksFirst implements Door {
    private final InFlight inFlight = new InFlight();
    private volatile boolean closed;

    @Override
    public boolean enter() {
      return !closed && inFlight.enter();
    }

    @Override
    public void exit() {
      inFlight.exit();
    }

    @Override
    public void drain() {
      closed = true;
      inFlight.awaitNone();
    }
  }
}
