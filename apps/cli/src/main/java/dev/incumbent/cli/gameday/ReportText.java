package dev.incumbent.cli.gameday;

import dev.incumbent.cli.output.Output;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A game day as people read it. */
final class ReportText {
  private ReportText() {}

  /** The preconditions, and the plan if they hold. */
  static String plan(GamedayConfig config, List<Check> checks, List<String> plan) {
    StringBuilder text = new StringBuilder();
    text.append("game day  ").append(config.scenario().word());
    text.append(" of '").append(config.election()).append("'\n");
    for (Check check : checks) {
      text.append(check.ok() ? "  ok      " : "  REFUSED ");
      text.append(pad(check.what(), 12)).append(check.words()).append('\n');
    }
    for (int i = 0; i < plan.size(); i++) {
      text.append("  ").append(i + 1).append(". ").append(plan.get(i)).append('\n');
    }
    return text.toString();
  }

  /** A mark as it happens. */
  static String mark(long startNanos, Mark mark) {
    return String.format(
        Locale.ROOT,
        "%8.3f s  %-10s %s%s%s",
        (mark.atNanos() - startNanos) / 1e9,
        Output.word(mark.kind()),
        mark.candidate().isEmpty() ? "" : "'" + mark.candidate() + "' ",
        mark.token() == 0 ? "" : "token " + mark.token() + " ",
        mark.text());
  }

  static String full(Report report) {
    StringBuilder text = new StringBuilder(plan(report.config(), report.checks(), report.plan()));
    text.append("what happened\n");
    for (Mark mark : report.marks()) {
      text.append(mark(report.frame().fromNanos(), mark)).append('\n');
    }
    text.append("figures\n");
    for (Map.Entry<String, Long> figure : report.figures().entrySet()) {
      text.append("  ").append(pad(figure.getKey(), 28)).append(figure.getValue()).append(" ms\n");
    }
    rulings(text, report);
    report
        .aborted()
        .ifPresent(a -> text.append("ABORTED and undone: ").append(a.words()).append('\n'));
    return text.append(verdict(report)).toString();
  }

  private static void rulings(StringBuilder text, Report report) {
    text.append("rules\n");
    for (Ruling ruling : report.rulings()) {
      text.append("  ").append(pad(ruling.rule(), 5));
      text.append(pad(Output.word(ruling.state()), 12)).append(ruling.words()).append('\n');
    }
    for (Slos.Outcome slo : report.slos()) {
      text.append("  SLO  ").append(pad(slo.broken() ? "BROKEN" : "kept", 12)).append(slo.name());
      text.append(": ").append(slo.worst().toMillis()).append(" ms, allowed ");
      text.append(slo.allowed().toMillis()).append(" ms\n");
    }
    if (!report.proof().isEmpty()) {
      text.append("proof  ").append(report.proof()).append('\n');
    }
  }

  private static String verdict(Report report) {
    return "verdict  "
        + Output.word(report.verdict())
        + (report.violations().isEmpty() ? "" : ": " + String.join(", ", report.violations()))
        + (report.sloBroken() ? ", an SLO is broken" : "");
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(1, width - text.length()));
  }
}
