package dev.incumbent.cli.bench;

import dev.incumbent.cli.dev.Contestant;
import dev.incumbent.cli.output.Figure;
import java.time.Duration;

/**
 * What clients in the leader's process do a second, each one thing after the other.
 *
 * @param order the word that tells the process what to do
 */
record Rate(String order, int clients) implements Workload {
  static final long RUN_MILLIS = 2_000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Override
  public void run(Field field, int times, Figure measured) throws InterruptedException {
    Electorate.Leader leader = field.electorate().awaitLeader(0);
    for (int i = 0; i < times; i++) {
      Contestant.Line line = tell(leader.candidate(), order, clients);
      measured.add(line.token() * 1e9 / line.nanos());
    }
  }

  /** Tells the leader's process to do that for a run's time; what it says that it did. */
  static Contestant.Line tell(Contestant candidate, String order, int clients)
      throws InterruptedException {
    int before = did(candidate);
    candidate.child().say(order + " " + clients + " " + RUN_MILLIS);
    return await(candidate, before);
  }

  private static int did(Contestant candidate) {
    return (int) candidate.lines().stream().filter(Contestant.word("did")).count();
  }

  private static Contestant.Line await(Contestant candidate, int before)
      throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (did(candidate) == before) {
      candidate
          .find(Contestant.word("failed"))
          .ifPresent(
              failed -> {
                throw new IllegalStateException(
                    candidate.process() + " failed: " + String.join(" ", failed.rest()));
              });
      if (System.nanoTime() > deadline || !candidate.child().isAlive()) {
        throw new IllegalStateException(
            candidate.process() + " did not do what it was told: it leads no more, or that failed");
      }
      Thread.sleep(10);
    }
    return candidate.find(Contestant.word("did")).orElseThrow();
  }
}
