package dev.incumbent.cli.bench;

import dev.incumbent.cli.output.Figure;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.Elections;
import dev.incumbent.election.Freshness;
import dev.incumbent.election.Revocation;
import dev.incumbent.spi.ClientConfig;
import dev.incumbent.spi.Coordinators;
import java.util.Optional;

/**
 * Crashes of a leader that keeps the election for its whole lease: from the lease's end to the new
 * leader's work.
 *
 * <p>When the lease ends is asked after the crash, again and again, of the coordinator's leader,
 * which counts it. Each answer allows for a range of times; it ends at the latest of their
 * beginnings, or later by less than a question took and a millisecond. So what is measured is too
 * long by at most that, and never too short.
 */
final class CrashAfterLease implements Workload {
  /** Until the process that takes the dead one's seat stands, and everything is quiet again. */
  private static final long SETTLE_MILLIS = 3_000;

  /** Between two questions. */
  private static final long PERIOD_MILLIS = 250;

  @Override
  public Side ours() {
    return new OurSide(Revocation.AFTER_LEASE);
  }

  @Override
  public void run(Field field, int times, Figure measured) throws InterruptedException {
    try (Coordinator coordinator =
        Coordinators.connect(field.endpoints(), ClientConfig.of("bench-lease"))) {
      for (int i = 0; i < times; i++) {
        Electorate.Leader old = field.electorate().awaitLeader(0);
        var unused = field.kill(old);
        long end = awaitLeaseEnd(coordinator.elections(), field.electorate(), old.token());
        measured.addNanos(field.electorate().awaitLeader(old.token()).electedNanos() - end);
        field.revive(old.seat());
        Thread.sleep(SETTLE_MILLIS);
      }
    }
  }

  /** Asks until another leads; the earliest time at which the lease can have ended. */
  private static long awaitLeaseEnd(Elections elections, Electorate electorate, long token)
      throws InterruptedException {
    Optional<Long> end = Optional.empty();
    while (electorate.findLeader(token).isEmpty()) {
      long asked = System.nanoTime();
      Optional<Long> left =
          Asked.await(() -> elections.find(BenchCandidate.ELECTION, Freshness.LINEARIZABLE))
              .value()
              .filter(listed -> isHeldWith(token, listed))
              .map(Elections.Listed::leaseLeftMillis);
      if (left.isPresent()) {
        long earliest = asked + left.get() * 1_000_000;
        end = Optional.of(end.map(known -> Math.max(known, earliest)).orElse(earliest));
      }
      Thread.sleep(PERIOD_MILLIS);
    }
    return end.orElseThrow(
        () ->
            new IllegalStateException("token " + token + " ended before its lease was asked for"));
  }

  private static boolean isHeldWith(long token, Elections.Listed listed) {
    return listed.view().holder().map(holder -> holder.token().value() == token).orElse(false)
        && listed.leaseLeftMillis() >= 0;
  }
}
