package dev.incumbent.cli.bench;

import dev.incumbent.cli.dev.Contestant;
import dev.incumbent.cli.output.Figure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Renewals that a coordinator acknowledges a second: of many sessions, each renewed again as soon
 * as its last renewal was acknowledged.
 *
 * @param sessions a process
 * @param ttlMillis of each, where sessions may have any
 */
record Renewals(int processes, int sessions, long ttlMillis) implements Workload {
  private static final long RUN_MILLIS = 2_000;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long LOOK_MILLIS = 5;

  @Override
  public void run(Field field, int times, Figure measured) throws InterruptedException {
    List<Contestant> workers =
        IntStream.rangeClosed(1, processes)
            .mapToObj(i -> field.workers().get(Role.RENEWALS, "renewing-" + i))
            .toList();
    open(workers);
    for (int i = 0; i < times; i++) {
      measured.add(count(workers));
    }
  }

  private void open(List<Contestant> workers) throws InterruptedException {
    for (Contestant worker : workers) {
      if (worker.find(Contestant.word("opened")).isEmpty()) {
        worker.child().say("open " + sessions + " " + ttlMillis);
      }
    }
    for (Contestant worker : workers) {
      var unused = await(worker, "opened", 0);
    }
  }

  /** All at the same time: each process counts for as long, from when it is told. */
  private static double count(List<Contestant> workers) throws InterruptedException {
    List<Integer> before = new ArrayList<>();
    for (Contestant worker : workers) {
      before.add(count(worker, "did"));
      worker.child().say("count " + RUN_MILLIS);
    }
    double rate = 0;
    for (int i = 0; i < workers.size(); i++) {
      Contestant.Line line = await(workers.get(i), "did", before.get(i));
      rate += line.token() * 1e9 / line.nanos();
    }
    return rate;
  }

  private static Contestant.Line await(Contestant worker, String word, int before)
      throws InterruptedException {
    long begun = System.nanoTime();
    while (count(worker, word) == before) {
      if (System.nanoTime() - begun > PATIENCE.toNanos() || !worker.child().isAlive()) {
        throw new IllegalStateException(
            worker.process() + " did not say " + word + " within " + PATIENCE.toSeconds() + " s");
      }
      Thread.sleep(LOOK_MILLIS);
    }
    return worker.find(Contestant.word(word)).orElseThrow();
  }

  private static int count(Contestant worker, String word) {
    return (int) worker.lines().stream().filter(Contestant.word(word)).count();
  }
}
