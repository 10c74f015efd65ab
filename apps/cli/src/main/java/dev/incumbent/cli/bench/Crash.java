package dev.incumbent.cli.bench;

import dev.incumbent.cli.output.Figure;

/** Crashes of the leader's process: from {@code kill -9} to the new leader's work. */
final class Crash implements Workload {
  /** Until the process that takes the dead one's seat stands, and everything is quiet again. */
  private static final long SETTLE_MILLIS = 3_000;

  @Override
  public void run(Field field, int times, Figure measured) throws InterruptedException {
    for (int i = 0; i < times; i++) {
      Electorate.Leader old = field.electorate().awaitLeader(0);
      long killed = field.kill(old);
      measured.addNanos(field.electorate().awaitLeader(old.token()).electedNanos() - killed);
      field.revive(old.seat());
      Thread.sleep(SETTLE_MILLIS);
    }
  }
}
