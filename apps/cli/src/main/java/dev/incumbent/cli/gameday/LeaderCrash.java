package dev.incumbent.cli.gameday;

import dev.incumbent.election.ElectionView;
import java.util.ArrayList;
import java.util.List;

/** {@code leader-crash}: every process of the leader is ended, as if its machine had lost power. */
final class LeaderCrash implements Play {
  private final GamedayConfig config;
  private final Leader leader = new Leader();

  LeaderCrash(GamedayConfig config) {
    this.config = config;
  }

  @Override
  public List<Check> checks(Survey survey) {
    return List.of(leader.find(survey));
  }

  @Override
  public List<String> plan(Survey survey) {
    List<String> plan = new ArrayList<>();
    plan.add("SIGKILL to " + Leader.words(leader.candidate().parts()));
    plan.add(
        "wait until another leads: within the lease of " + survey.holder().ttlMillis() + " ms");
    plan.add(
        config
            .restart()
            .map(command -> "start it again: " + command)
            .orElse("a crash cannot be undone: start that candidate again yourself"));
    return plan;
  }

  @Override
  public void play(Stage stage) throws InterruptedException {
    ElectionView.Holder old = stage.survey().holder();
    long fault = System.nanoTime();
    stage.timeline().leaderDown();
    List<ProcessEntry> all = leader.candidate().parts().all();
    Stopper.crash(all);
    stage.mark(Mark.Kind.FAULT, old, "SIGKILL to " + Stopper.ids(all));
    boolean unused = stage.awaitSuccessor(old, fault);
    if (leader.candidate().isAlive()) {
      throw new IllegalStateException("process " + leader.candidate().main().pid() + " lives on");
    }
    stage.mark(Mark.Kind.NOTE, old, "its process is gone");
    config.restart().ifPresent(command -> restart(stage, command));
  }

  private static void restart(Stage stage, String command) {
    Restart.start(command, "");
    stage.mark(Mark.Kind.HEALED, stage.survey().holder(), "started again: " + command);
  }
}
