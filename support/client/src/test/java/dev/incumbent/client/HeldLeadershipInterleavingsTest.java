package dev.incumbent.client;

import static dev.incumbent.client.Interleavings.require;

import dev.incumbent.client.Interleavings.Race;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.ElectionName;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
import dev.incumbent.fencing.TokenSpace;
import dev.incumbent.session.client.ClientAction;
import dev.incumbent.session.client.ClockReading;
import dev.incumbent.session.client.Lease;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Lease rule 5 across threads: a frozen deadline is final, while the session's moves on. */
class HeldLeadershipInterleavingsTest {
  private static final long SECOND = 1_000_000_000;

  /** At 10 s: the first lease has just run out, and nobody has looked. */
  private static final Clocks CLOCKS = new Clocks(() -> 10 * SECOND, () -> 0);

  private interface Held {
    void freeze();

    long remainingNanos();
  }

  @Test
  void leaseRule5_theSessionsNextLeaseIsNotThatOfAFrozenLeadership() {
    Interleavings.run(() -> new AskedWhileFrozen(Shipped::new));
  }

  @Test
  void leaseRule5_convictsALeadershipThatLooksOnceWhichLeaseIsItsOwn() {
    Interleavings.convict(() -> new AskedWhileFrozen(LooksOnce::new));
  }

  private static final class AskedWhileFrozen implements Race {
    private final LeaseCell session = new LeaseCell(until(10), () -> {});
    private final Held held;
    private long left;

    AskedWhileFrozen(Function<LeaseCell, Held> leadership) {
      held = leadership.apply(session);
    }

    @Override
    public void one() {
      left = held.remainingNanos();
    }

    @Override
    public void other() {
      held.freeze();
      session.move(until(20));
    }

    @Override
    public void check() {
      require(left == 0, "what had run out when it was frozen is lost");
    }
  }

  private static final class Shipped implements Held {
    private final HeldLeadership held;

    Shipped(LeaseCell cell) {
      held = new HeldLeadership(grant(), cell, CLOCKS, Runnable::run);
    }

    @Override
    public void freeze() {
      held.freeze();
    }

    @Override
    public long remainingNanos() {
      return held.remainingNanos();
    }
  }

  /** Does not look again whether the cell that it asked was still its own. */
  private static final class LooksOnce implements Held {
    private volatile LeaseCell cell;

    LooksOnce(LeaseCell cell) {
      this.cell = cell;
    }

    @Override
    public void freeze() {
      cell = cell.frozen();
    }

    @Override
    public long remainingNanos() {
      return cell.remainingNanos(CLOCKS);
    }
  }

  private static Lease until(long seconds) {
    return new Lease(new ClockReading(0, 0), seconds * SECOND, OptionalLong.empty());
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
}
