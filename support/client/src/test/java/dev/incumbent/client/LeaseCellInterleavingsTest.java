package dev.incumbent.client;

import static dev.incumbent.client.Interleavings.require;

import dev.incumbent.client.Interleavings.Race;
import dev.incumbent.session.client.ClockReading;
import dev.incumbent.session.client.Lease;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** S-7 and lease rule 4 across threads: whoever was told that no time is left is right for ever. */
class LeaseCellInterleavingsTest {
  private static final long SECOND = 1_000_000_000;

  /** At 10 s: the first lease has just run out. */
  private static final Clocks CLOCKS = new Clocks(() -> 10 * SECOND, () -> 0);

  private interface Cell {
    int seenExpired();

    boolean move(Lease later);

    long remainingNanos();
  }

  @Test
  void s7_aLeaseThatAThreadSawExpiredIsNeverMoved() {
    Interleavings.run(() -> new AskedWhileMoved(new Shipped()));
  }

  @Test
  void s7_convictsACellThatIsMovedUnderNoLock() {
    Interleavings.convict(() -> new AskedWhileMoved(new Unlocked()));
  }

  @Test
  void itsEndIsToldOnce() {
    Interleavings.run(() -> new AskedByTwo(new Shipped()));
  }

  @Test
  void convictsACellThatTellsItsEndTwice() {
    Interleavings.convict(() -> new AskedByTwo(new Unlocked()));
  }

  private static final class AskedWhileMoved implements Race {
    private final Cell cell;
    private long told;

    AskedWhileMoved(Cell cell) {
      this.cell = cell;
    }

    @Override
    public void one() {
      told = cell.remainingNanos();
    }

    @Override
    public void other() {
      cell.move(until(20));
    }

    @Override
    public void check() {
      require(told > 0 || cell.remainingNanos() == 0, "no time is left for ever once it was so");
    }
  }

  private static final class AskedByTwo implements Race {
    private final Cell cell;

    AskedByTwo(Cell cell) {
      this.cell = cell;
    }

    @Override
    public void one() {
      cell.remainingNanos();
    }

    @Override
    public void other() {
      cell.remainingNanos();
    }

    @Override
    public void check() {
      require(cell.seenExpired() == 1, "its end is told once");
    }
  }

  private static final class Shipped implements Cell {
    private final AtomicInteger seenExpired = new AtomicInteger();
    private final LeaseCell cell = new LeaseCell(until(10), seenExpired::incrementAndGet);

    @Override
    public int seenExpired() {
      return seenExpired.get();
    }

    @Override
    public boolean move(Lease later) {
      return cell.move(later);
    }

    @Override
    public long remainingNanos() {
      return cell.remainingNanos(CLOCKS);
    }
  }

  /** Looks and then changes, under no lock. */
  private static final class Unlocked implements Cell {
    private final AtomicInteger seenExpired = new AtomicInteger();
    private volatile Optional<Lease> lease = Optional.of(until(10));

    @Override
    public int seenExpired() {
      return seenExpired.get();
    }

    @Override
    public boolean move(Lease later) {
      if (lease.isEmpty()) {
        return false;
      }
      lease = Optional.of(later);
      return true;
    }

    @Override
    public long remainingNanos() {
      Optional<Lease> current = lease;
      long left = current.isEmpty() ? 0 : current.get().remainingNanos(CLOCKS.read());
      if (left == 0 && current.isPresent()) {
        lease = Optional.empty();
        seenExpired.incrementAndGet();
      }
      return left;
    }
  }

  private static Lease until(long seconds) {
    return new Lease(new ClockReading(0, 0), seconds * SECOND, OptionalLong.empty());
  }
}
