package dev.incumbent.cli.bench;

import dev.incumbent.cli.dev.Witness;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.Elections;
import dev.incumbent.election.Observation;
import dev.incumbent.history.HistoryEvent;
import dev.incumbent.history.HistoryFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Records what our coordinator tells an observer of many elections, and judges by it.
 *
 * <p>Threads: for use by one.
 */
final class Watch implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long LOOK_MILLIS = 200;

  private final Path file;
  private final Path nodes;
  private final HistoryFile history;
  private final Observation observation;

  /**
   * Records from now on.
   *
   * @param file to record to, a new one
   * @param nodes where it is recorded how the nodes are
   */
  Watch(Path file, Path nodes, Elections elections, List<ElectionName> watched) {
    this.file = file;
    this.nodes = nodes;
    this.history = new HistoryFile(file);
    this.observation = elections.observe(watched, new Witness(history));
  }

  /** What was wrong, a line each, by what was seen and by what a crowd said. */
  List<String> judge(Crowd crowd) throws InterruptedException {
    Set<Long> led = new TreeSet<>();
    crowd
        .said()
        .values()
        .forEach(said -> crowd.spells(said).forEach(spell -> led.add(spell.token())));
    List<HistoryEvent> ofNodes =
        HistoryFile.read(nodes).stream()
            .filter(e -> e instanceof HistoryEvent.Silent || e instanceof HistoryEvent.RaftTerm)
            .toList();
    return CrowdJudgement.of(crowd, awaitGrants(led), ofNodes);
  }

  /** The observer's stream may lag behind the processes' pipes. */
  private List<HistoryEvent> awaitGrants(Set<Long> led) throws InterruptedException {
    long begun = System.nanoTime();
    while (true) {
      List<HistoryEvent> observed = HistoryFile.read(file);
      if (CrowdJudgement.granted(observed).containsAll(led)
          || System.nanoTime() - begun > PATIENCE.toNanos()) {
        return observed;
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }

  @Override
  public void close() {
    observation.close();
    history.close();
  }
}
