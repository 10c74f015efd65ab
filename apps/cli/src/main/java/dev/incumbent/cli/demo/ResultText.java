package dev.incumbent.cli.demo;

import dev.incumbent.history.Verdict;
import dev.incumbent.history.Violation;
import java.util.ArrayList;
import java.util.List;

/** The demo's result as a table for people. */
final class ResultText {
  private static final int VIOLATIONS_SHOWN = 10;

  private ResultText() {}

  static String table(Demo.Result result) {
    StringBuilder text = new StringBuilder("\n");
    result.phases().forEach(played -> appendPhase(text, played));
    Verdict verdict = result.verdict();
    text.append("\ntokens granted                  ").append(verdict.tokens());
    text.append("\nstale writes attempted          ").append(verdict.staleWritesAttempted());
    text.append("\nstale writes accepted           ").append(verdict.staleWritesAccepted());
    text.append("\nacknowledged writes lost        ").append(verdict.acknowledgedLost());
    text.append("\nleaderships lost to coordinator ").append(result.leadershipsLostToCoordinator());
    text.append("\noverlaps                        ").append(verdict.overlaps());
    text.append("\n\nverdict: ").append(result.clean() ? "clean" : "VIOLATED " + verdict.rules());
    appendViolations(text, verdict.violations());
    return text.toString();
  }

  private static void appendPhase(StringBuilder text, Demo.Played played) {
    text.append(String.format("%-18s %-7s", played.name(), played.ok() ? "ok" : "FAILED"));
    List<String> figures = new ArrayList<>();
    played.figures().forEach((name, figure) -> figures.add(name + " " + figure));
    text.append(String.join("\n" + " ".repeat(26), figures)).append('\n');
  }

  private static void appendViolations(StringBuilder text, List<Violation> violations) {
    violations.stream()
        .limit(VIOLATIONS_SHOWN)
        .forEach(v -> text.append("\n  ").append(v.rule()).append("  ").append(v.what()));
    int more = violations.size() - VIOLATIONS_SHOWN;
    if (more > 0) {
      text.append("\n  … and ").append(more).append(" more");
    }
  }
}
