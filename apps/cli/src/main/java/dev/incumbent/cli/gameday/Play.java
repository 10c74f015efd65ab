package dev.incumbent.cli.gameday;

import java.util.List;

/** A scenario: what it needs, what it would do, and how it is done. */
interface Play {
  /** What must be so besides what each scenario needs; finds on whom it acts. Changes nothing. */
  List<Check> checks(Survey survey);

  /** What it does, to whom, a step a line; asked only after all checks held. */
  List<String> plan(Survey survey);

  /**
   * Does it. What it stops is continued by the stage's stopper if it is interrupted.
   *
   * @throws InterruptedException if the game day was aborted
   */
  void play(Stage stage) throws InterruptedException;

  /** The play of a scenario. */
  static Play of(GamedayConfig config) {
    return switch (config.scenario()) {
      case LEADER_CRASH -> new LeaderCrash(config);
      case LEADER_PAUSE -> new LeaderPause(config);
      case HANDOVER -> new Handover(config);
      case COORDINATOR_CRASH -> new CoordinatorCrash(config);
      case PARTITION -> new Partition(config);
      case SPLIT_BRAIN_ATTEMPT -> new SplitBrainAttempt(config);
    };
  }
}
