package dev.incumbent.cli.gameday;

import dev.incumbent.election.ElectionView;
import dev.incumbent.election.Revocation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code leader-pause}: the leader stands still for a while, shorter than its lease by default. */
final class LeaderPause implements Play {
  private static final int DEFAULT_PART_OF_LEASE = 5;

  private final GamedayConfig config;
  private final Leader leader = new Leader();

  LeaderPause(GamedayConfig config) {
    this.config = config;
  }

  @Override
  public List<Check> checks(Survey survey) {
    return List.of(leader.find(survey));
  }

  private Duration pause(Survey survey) {
    return config
        .pause()
        .orElse(Duration.ofMillis(survey.holder().ttlMillis() / DEFAULT_PART_OF_LEASE));
  }

  @Override
  public List<String> plan(Survey survey) {
    return List.of(
        "SIGSTOP to " + Leader.words(leader.candidate().parts()),
        "SIGCONT to all of them after " + pause(survey).toMillis() + " ms",
        "look whether it leads still, or another was granted the election");
  }

  @Override
  public void play(Stage stage) throws InterruptedException {
    ElectionView.Holder old = stage.survey().holder();
    long fault = System.nanoTime();
    stage.timeline().leaderDown();
    List<ProcessEntry> stopped = stage.stopper().stop(leader.candidate());
    stage.mark(Mark.Kind.FAULT, old, "SIGSTOP to " + Stopper.ids(stopped));
    Thread.sleep(pause(stage.survey()).toMillis());
    stage.stopper().resume(stopped);
    stage.timeline().leaderUp(old.token().value());
    stage.mark(Mark.Kind.HEALED, old, "SIGCONT");
    stage.measure("paused", System.nanoTime() - fault);
    outcome(stage, old, fault);
  }

  /** A lease after it went on, it either has renewed, or its end is known. */
  private void outcome(Stage stage, ElectionView.Holder old, long fault)
      throws InterruptedException {
    Optional<Mark> ended =
        stage
            .timeline()
            .awaitMark(
                m -> m.kind() == Mark.Kind.ENDED && m.token() == old.token().value(),
                Duration.ofMillis(old.ttlMillis()));
    if (ended.isPresent()) {
      stage.mark(Mark.Kind.NOTE, old, "the pause cost it the leadership");
      boolean unused = stage.awaitSuccessor(old, fault);
    } else {
      String policy = old.revocation() == Revocation.AFTER_LEASE ? "its lease" : "the detector";
      stage.mark(Mark.Kind.NOTE, old, "it leads still: the pause was within " + policy);
    }
  }
}
