package dev.incumbent.cli.gameday;

import dev.incumbent.cli.Waiting;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.ElectionView;
import dev.incumbent.fencing.FencingToken;
import java.util.List;
import java.util.Optional;

/** {@code handover}: a planned change of leaders, and how long it takes. */
final class Handover implements Play {
  private final GamedayConfig config;

  Handover(GamedayConfig config) {
    this.config = config;
  }

  @Override
  public List<Check> checks(Survey survey) {
    long named =
        survey.view().queue().stream()
            .filter(w -> w.candidate().value().equals(successor(survey)))
            .count();
    return List.of(
        new Check(
            "successor",
            named == 1,
            named == 1
                ? "'" + successor(survey) + "' stands"
                : named + " candidates '" + successor(survey) + "' stand: allowed 1"));
  }

  private String successor(Survey survey) {
    return config
        .to()
        .or(() -> survey.view().queue().stream().findFirst().map(w -> w.candidate().value()))
        .orElse("");
  }

  @Override
  public List<String> plan(Survey survey) {
    return List.of(
        "ask '"
            + survey.holder().candidate()
            + "' to stop its work and hand over to '"
            + successor(survey)
            + "'",
        "wait until that one leads");
  }

  @Override
  public void play(Stage stage) throws InterruptedException {
    ElectionView.Holder old = stage.survey().holder();
    CandidateName to = new CandidateName(successor(stage.survey()));
    long asked = System.nanoTime();
    FencingToken unused =
        Waiting.on(stage.coordinator().elections().requestHandover(config.election(), to));
    stage.mark(Mark.Kind.FAULT, old, "asked to hand over to '" + to + "'");
    Optional<Mark> promoted =
        stage
            .timeline()
            .awaitMark(
                m -> m.kind() == Mark.Kind.PROMOTED && m.token() > old.token().value(),
                config.patience());
    promoted.ifPresent(m -> stage.measure("askedToPromoted", m.atNanos() - asked));
    stage.rule(ofSuccessor(to, promoted));
    stage.rule(ofEnd(stage, old));
  }

  private Ruling ofSuccessor(CandidateName to, Optional<Mark> promoted) {
    return promoted
        .map(
            m ->
                Ruling.of("L-4", m.candidate().equals(to.value()), "'" + m.candidate() + "' leads"))
        .orElse(
            Ruling.notJudged(
                "L-4",
                "nobody followed within "
                    + config.patience().toMillis()
                    + " ms: the work has not returned"));
  }

  private static Ruling ofEnd(Stage stage, ElectionView.Holder old) {
    return stage.timeline().marks().stream()
        .filter(m -> m.kind() == Mark.Kind.ENDED && m.token() == old.token().value())
        .findFirst()
        .map(m -> Ruling.of("S-5", m.text().contains("handed-over"), m.text()))
        .orElse(Ruling.notJudged("S-5", "its work has not returned"));
  }
}
