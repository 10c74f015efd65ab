package dev.incumbent.cli.faults;

import dev.incumbent.faults.FaultsReport;
import dev.incumbent.faults.kind.Kinds;
import dev.incumbent.history.Verdict;
import dev.incumbent.history.Violation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How a run is shown to people. */
final class FaultsText {
  private static final int VIOLATIONS_SHOWN = 10;

  private FaultsText() {}

  static String kinds() {
    return String.join("\n", Kinds.names());
  }

  static String cleaned(List<String> runs) {
    return runs.isEmpty() ? "nothing was left" : "removed what was left of " + runs;
  }

  static String skipped(Map<String, String> kinds) {
    return kinds.entrySet().stream()
        .map(e -> skipped(e.getKey(), e.getValue()))
        .collect(Collectors.joining("\n"));
  }

  private static String skipped(String kind, String why) {
    return "SKIPPED " + kind + ": " + why;
  }

  static String summary(FaultsReport report, Path history) {
    StringBuilder text = new StringBuilder("\n");
    byKind(report).forEach((kind, all) -> appendKind(text, kind, all));
    report.skipped().forEach((kind, why) -> text.append(skipped(kind, why)).append('\n'));
    Verdict verdict = report.verdict();
    appendCount(text, "seed", report.config().seed());
    appendCount(text, "seconds", report.lasted().toSeconds());
    report.outcomes().forEach((o, n) -> appendCount(text, "writes " + o, n));
    appendCount(text, "linearizable reads", report.reads());
    appendCount(text, "uses of registers", report.registerUses());
    FaultsReport.Commands commands = report.commands();
    appendCount(text, "commands run", commands.started());
    appendCount(text, "commands left alone", commands.alone());
    appendCount(text, "  lived on, ms at most", commands.longestAloneMillis());
    appendCount(text, "leaderships granted", verdict.tokens().size());
    appendCount(text, "stale writes attempted", verdict.staleWritesAttempted());
    appendCount(text, "stale writes accepted", verdict.staleWritesAccepted());
    appendCount(text, "acknowledged writes lost", verdict.acknowledgedLost());
    text.append("\n\nverdict: ").append(report.clean() ? "clean" : "VIOLATED " + verdict.rules());
    if (!report.clean()) {
      appendViolations(text, verdict.violations());
      text.append("\nhistory: ").append(history);
    }
    return text.toString();
  }

  private static Map<String, List<FaultsReport.Happened>> byKind(FaultsReport report) {
    Map<String, List<FaultsReport.Happened>> byKind = new TreeMap<>();
    report.faults().forEach(f -> byKind.computeIfAbsent(f.kind(), k -> new ArrayList<>()).add(f));
    return byKind;
  }

  /** The last of each kind with its evidence, and how often it happened. */
  private static void appendKind(StringBuilder text, String kind, List<FaultsReport.Happened> all) {
    FaultsReport.Happened last = all.get(all.size() - 1);
    long slowest = all.stream().mapToLong(FaultsReport.Happened::backMillis).max().orElse(0);
    text.append(
        String.format(
            Locale.ROOT,
            "%-22s %3d×  back in %5d ms at most  %s: %s%n",
            kind,
            all.size(),
            slowest,
            last.target(),
            last.evidence().isEmpty() ? "NO EVIDENCE" : last.evidence()));
  }

  private static void appendCount(StringBuilder text, String what, long count) {
    text.append(String.format(Locale.ROOT, "%n%-26s %,d", what, count));
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
