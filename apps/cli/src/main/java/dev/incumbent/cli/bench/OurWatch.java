package dev.incumbent.cli.bench;

import dev.incumbent.cli.dev.Witness;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.Elections;
import dev.incumbent.election.Observation;
import dev.incumbent.history.HistoryEvent;
import dev.incumbent.history.HistoryFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Records what our coordinator tells an observer of many elections, and judges by it. */
final class OurWatch implements Watch {
  private static final long PATIENCE_NANOS = 30_000_000_000L;

  private final Path file;
  private final HistoryFile history;
  private final Observation observation;
  private final Consumer<List<String>> report;

  /**
   * @param file to record to, a new one
   * @param report is told what is wrong
   */
  OurWatch(
      Path file, Elections elections, List<ElectionName> watched, Consumer<List<String>> report) {
    this.file = file;
    this.history = new HistoryFile(file);
    this.report = report;
    this.observation = elections.observe(watched, new Witness(history));
  }

  @Override
  public void judge(Crowd crowd) throws InterruptedException {
    Set<Long> led =
        crowd.said().values().stream()
            .flatMap(said -> crowd.spells(said).stream())
            .map(Spell::token)
            .collect(Collectors.toSet());
    report.accept(CrowdJudgement.of(crowd, awaitGrants(led)));
  }

  /** The observer's stream may lag behind the processes' pipes. */
  private List<HistoryEvent> awaitGrants(Set<Long> led) throws InterruptedException {
    long begun = System.nanoTime();
    while (true) {
      List<HistoryEvent> observed = HistoryFile.read(file);
      if (CrowdJudgement.granted(observed).containsAll(led)
          || System.nanoTime() - begun > PATIENCE_NANOS) {
        return observed;
      }
      Thread.sleep(200);
    }
  }

  @Override
  public void close() {
    observation.close();
    history.close();
  }
}
