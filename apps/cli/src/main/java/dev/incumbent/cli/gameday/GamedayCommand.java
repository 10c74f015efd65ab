package dev.incumbent.cli.gameday;

import dev.incumbent.cli.ExitCode;
import dev.incumbent.cli.GlobalOptions;
import dev.incumbent.cli.output.Output;
import dev.incumbent.cli.output.PageFile;
import dev.incumbent.election.Coordinator;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gameday}: a fault made on purpose in a running election, watched, undone and judged. */
@Command(
    name = "gameday",
    description = {
      "Disturbs a running election on purpose, undoes it, and reports what it did to whom, who led",
      "when, and whether each rule held. Without --yes it only says what it would do."
    },
    footer = {
      "",
      "Scenarios: leader-crash, leader-pause, handover, coordinator-crash, partition,",
      "split-brain-attempt. Exits with 0 if clean, 1 if a rule was violated, could not be judged, or",
      "an SLO broken, 2 if refused, 3 without a coordinator. See docs/gameday.md."
    })
public final class GamedayCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "SCENARIO", description = "What is done.")
  private String scenario = "";

  @Option(names = "--yes", description = "Do it; else only say what would be done.")
  private boolean yes;

  @Mixin private final GamedayOptions how = new GamedayOptions();

  private final GlobalOptions options;

  public GamedayCommand(GlobalOptions options) {
    this.options = options;
  }

  @Override
  public Integer call() throws InterruptedException {
    GamedayConfig config = how.config(Scenario.of(scenario));
    try (Coordinator coordinator = options.connect()) {
      GameDay.Plan plan = look(config, coordinator);
      boolean refused = plan.checks().stream().anyMatch(check -> !check.ok());
      Output output = options.output();
      if (refused || !yes) {
        output.answer(
            () -> ReportText.plan(config, plan.checks(), plan.steps()) + end(refused),
            () -> ReportJson.plan(config, plan.checks(), plan.steps()));
        return refused ? ExitCode.BAD_INPUT : ExitCode.DONE;
      }
      plan.steps().forEach(step -> output.note("will " + step));
      return act(config, coordinator, plan);
    }
  }

  private static String end(boolean refused) {
    return refused ? "refused: nothing was done" : "dry run: nothing was done; --yes does it";
  }

  private static GameDay.Plan look(GamedayConfig config, Coordinator coordinator) {
    Survey survey = Survey.of(coordinator, config.election());
    List<Check> checks = new ArrayList<>(Preconditions.of(survey));
    Play play = Play.of(config);
    checks.addAll(play.checks(survey));
    boolean ok = checks.stream().allMatch(Check::ok);
    return new GameDay.Plan(survey, play, checks, ok ? play.plan(survey) : List.of());
  }

  private Integer act(GamedayConfig config, Coordinator coordinator, GameDay.Plan plan)
      throws InterruptedException {
    Output output = options.output();
    long start = System.nanoTime();
    Report report =
        new GameDay(
                config, coordinator, plan, mark -> output.note(ReportText.mark(start, mark).trim()))
            .play();
    config.html().ifPresent(file -> write(file, report));
    output.answer(() -> ReportText.full(report), () -> ReportJson.full(report));
    return report.exitCode();
  }

  private void write(java.nio.file.Path file, Report report) {
    PageFile.write(file, new ReportPage(report).html());
    options.output().note("the page is " + file);
  }
}
