package dev.incumbent.cli.bench;

import dev.incumbent.cli.output.Figure;
import dev.incumbent.error.RejectedException;
import java.util.concurrent.CompletionException;

/**
 * Crashes of the process that is both the election's leader and the coordinator's: from {@code kill
 * -9} to the new leader's work.
 */
final class CrashEmbedded implements Workload {
  /** Until everything is quiet again. */
  private static final long SETTLE_MILLIS = 3_000;

  @Override
  public Side ours() {
    return new EmbeddedSide();
  }

  @Override
  public void run(Field field, int times, Figure measured) throws InterruptedException {
    for (int i = 0; i < times; i++) {
      Electorate.Leader old = leadWhereTheCoordinatorLeads(field);
      ServerCrash crash = field.crashServer(old.seat());
      long elected = field.electorate().awaitLeader(old.token()).electedNanos();
      measured.addNanos(elected - crash.beforeNanos());
      field.restartServer(old.seat());
      Thread.sleep(SETTLE_MILLIS);
    }
  }

  /** Hands the election on until both are led from one process. */
  private static Electorate.Leader leadWhereTheCoordinatorLeads(Field field)
      throws InterruptedException {
    Electorate.Leader leader = field.electorate().awaitLeader(0);
    while (leader.seat() != field.awaitLeadingServer()) {
      handOn(field, leader);
      var unused = field.electorate().awaitLeader(leader.token());
      Thread.sleep(SETTLE_MILLIS);
      leader = field.electorate().awaitLeader(0);
    }
    return leader;
  }

  /** A refusal says that it has moved meanwhile. */
  private static void handOn(Field field, Electorate.Leader leader) throws InterruptedException {
    try {
      field.handOver(leader);
    } catch (CompletionException e) {
      if (!(e.getCause() instanceof RejectedException)) {
        throw e;
      }
    }
  }
}
