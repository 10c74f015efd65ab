package dev.incumbent.cli.bench;

import dev.incumbent.cli.dev.Contestant;
import dev.incumbent.cli.output.Figure;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Crashes of the coordinator's own leader while the election's leader writes: from {@code kill -9}
 * to the next acknowledged write that began after it. Beside it, the leaderships lost meanwhile.
 */
final class CoordinatorCrash implements Workload {
  private static final String LOST = "leaderships lost";
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** For so long it writes before, and the next coordinator leads before the dead one returns. */
  private static final long WRITES_MILLIS = 1_000;

  /** After the server has caught up. */
  private static final long SETTLE_MILLIS = 3_000;

  @Override
  public SortedMap<String, Aim> beside() {
    return new TreeMap<>(Map.of(LOST, new Aim("leaderships", 0, Aim.Better.LOWER)));
  }

  @Override
  public void run(Field field, int times, Figure measured) throws InterruptedException {
    Figure lost = measured.beside(LOST, "leaderships");
    for (int i = 0; i < times; i++) {
      Electorate.Leader leader = field.electorate().awaitLeader(0);
      long began = System.nanoTime();
      begin(leader, began);
      var unused = awaitFirst(field.electorate(), leader, began);
      Thread.sleep(WRITES_MILLIS);
      int server = field.awaitLeadingServer();
      ServerCrash crash = field.crashServer(server);
      leader.candidate().child().say("first " + crash.afterNanos());
      long first = awaitFirst(field.electorate(), leader, crash.afterNanos());
      measured.addNanos(first - crash.beforeNanos());
      lost.add(lostBy(leader, field.electorate(), first) ? 1 : 0);
      Thread.sleep(WRITES_MILLIS);
      field.electorate().seated().forEach(c -> c.child().say("rest"));
      field.restartServer(server);
      Thread.sleep(SETTLE_MILLIS);
    }
  }

  private static void begin(Electorate.Leader leader, long afterNanos) {
    leader.candidate().child().say("begin");
    leader.candidate().child().say("first " + afterNanos);
  }

  /**
   * When the first write was acknowledged that began after that. Whoever leads meanwhile is told to
   * write, too.
   */
  private static long awaitFirst(Electorate electorate, Electorate.Leader leader, long afterNanos)
      throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Electorate.Leader newest = leader;
    while (System.nanoTime() < deadline) {
      Optional<Long> first = findFirst(electorate, afterNanos);
      if (first.isPresent()) {
        return first.get();
      }
      Optional<Electorate.Leader> next = electorate.findLeader(newest.token());
      next.ifPresent(it -> begin(it, afterNanos));
      newest = next.orElse(newest);
      Thread.sleep(1);
    }
    throw new IllegalStateException("no write was acknowledged for " + PATIENCE.toSeconds() + " s");
  }

  private static Optional<Long> findFirst(Electorate electorate, long afterNanos) {
    return electorate.seated().stream()
        .flatMap(c -> c.lines().stream())
        .filter(Contestant.word("first").and(line -> line.token() >= afterNanos))
        .map(Contestant.Line::nanos)
        .min(Long::compare);
  }

  /** Whether that leadership ended, or another began, until then. */
  private static boolean lostBy(Electorate.Leader leader, Electorate electorate, long untilNanos) {
    boolean stopped =
        leader
            .candidate()
            .find(Contestant.word("stop", leader.token()))
            .filter(line -> line.nanos() <= untilNanos)
            .isPresent();
    return stopped
        || electorate
            .findLeader(leader.token())
            .filter(next -> next.electedNanos() <= untilNanos)
            .isPresent();
  }
}
