package dev.incumbent.client;

import static dev.incumbent.client.Interleavings.require;

import dev.incumbent.client.Interleavings.Race;
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
    Interleavings.run(() -> new DrainedDuringACall(new Shipped()));
  }

  @Test
  void s5_convictsADoorThatIsLookedAtBeforeTheCallIsCounted() {
    Interleavings.convict(() -> new DrainedDuringACall(new LooksFirst()));
  }

  private static final class DrainedDuringACall implements Race {
    private final Door door;
    private volatile boolean drained;
    private boolean late;

    DrainedDuringACall(Door door) {
      this.door = door;
    }

    @Override
    public void one() {
      if (door.enter()) {
        late = drained;
        door.exit();
      }
    }

    @Override
    public void other() {
      door.drain();
      drained = true;
    }

    @Override
    public void check() {
      require(!late, "no call is in flight once drained");
    }
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
