package dev.incumbent.cli.bench;

import dev.incumbent.cli.CommandFailedException;
import dev.incumbent.cli.dev.Contestant;
import dev.incumbent.cli.output.Figure;
import dev.incumbent.faults.lab.Postgres;

/**
 * Small transactions of the leader's, with and without the JDBC fence, batch by batch in one
 * process on one connection: what the fenced ones take more, in percent of what the others take.
 */
final class FenceCost implements Workload {
  @Override
  public Side ours() {
    Postgres.missing()
        .ifPresent(
            why -> {
              throw CommandFailedException.badInput("benchmark 'fence-cost' is refused: " + why);
            });
    return new FencedSide();
  }

  @Override
  public void run(Field field, int times, Figure measured) throws InterruptedException {
    Electorate.Leader leader = field.electorate().awaitLeader(0);
    for (int i = 0; i < times; i++) {
      Contestant.Line line = Rate.tell(leader.candidate(), "fence", 1);
      measured.add((line.nanos() - plainNanos(line)) * 100.0 / plainNanos(line));
    }
  }

  /** The first number that the process says: what a transaction without the fence took. */
  static long plainNanos(Contestant.Line did) {
    return did.token();
  }
}
