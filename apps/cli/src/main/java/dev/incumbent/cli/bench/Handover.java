package dev.incumbent.cli.bench;

import dev.incumbent.cli.output.Figure;

/**
 * Planned hand-overs between processes: from the return of the old leader's work, which is when it
 * releases, to the new leader's work, which has claimed its fences by then if it has any.
 */
final class Handover implements Workload {
  /** Between two hand-overs: the old leader stands again before it could be due. */
  private static final long PAUSE_MILLIS = 50;

  @Override
  public void run(Field field, int times, Figure measured) throws InterruptedException {
    for (int i = 0; i < times; i++) {
      Electorate.Leader old = field.electorate().awaitLeader(0);
      field.handOver(old);
      long elected = field.electorate().awaitLeader(old.token()).electedNanos();
      measured.addNanos(elected - Electorate.awaitStop(old));
      Thread.sleep(PAUSE_MILLIS);
    }
  }
}
