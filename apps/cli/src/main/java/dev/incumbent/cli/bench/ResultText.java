package dev.incumbent.cli.bench;

import dev.incumbent.cli.output.Figure;
import java.util.List;
import java.util.Locale;

/** A comparison's result as a table for people. */
final class ResultText {
  private ResultText() {}

  static String table(Result result) {
    Aim aim = result.benchmark().aim();
    StringBuilder text = new StringBuilder();
    text.append(result.benchmark().word()).append(": ").append(result.benchmark().what());
    text.append("\nin ").append(aim.unit()).append("; on ").append(result.machine()).append("\n\n");
    text.append(row("", "median", "min", "max", "n", "ratio"));
    text.append(row(result.ours(), ""));
    result.peers().forEach(peer -> text.append(row(peer, ratio(aim, result.ours(), peer))));
    text.append("\naim: ").append(aim);
    text.append(aim.isReached(result.ours().figure()) ? ", reached" : ", NOT reached");
    text.append("; ratio: how many times as good ours is\n");
    result.measured().forEach(one -> appendNever(text, result.benchmark(), one));
    result.measured().forEach(one -> appendSettings(text, one.side()));
    result.measured().forEach(one -> appendViolations(text, one.side(), one.violations()));
    return text.append("\nverdict: ").append(result.clean() ? "clean" : "VIOLATED").toString();
  }

  private static String row(Result.Measured one, String ratio) {
    Figure figure = one.figure();
    return row(
        one.side().name(),
        number(figure.median()),
        number(figure.min()),
        number(figure.max()),
        Integer.toString(figure.count()),
        ratio);
  }

  private static String row(Object... cells) {
    return String.format(Locale.ROOT, "%-22s %10s %10s %10s %6s %8s", cells).stripTrailing() + "\n";
  }

  private static String ratio(Aim aim, Result.Measured ours, Result.Measured peer) {
    double ratio = aim.ratio(ours.figure(), peer.figure());
    return Double.isFinite(ratio) ? String.format(Locale.ROOT, "%.2f", ratio) : "";
  }

  /** Three digits that count, and no more precision than there is; of what never happened, so. */
  static String number(double value) {
    if (Double.isInfinite(value)) {
      return "never";
    }
    String format = value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%,.0f";
    return String.format(Locale.ROOT, format, value);
  }

  private static void appendNever(StringBuilder text, Benchmark benchmark, Result.Measured one) {
    int never = one.figure().never();
    if (never > 0) {
      String within = benchmark.workload().limit().toSeconds() + " s";
      text.append(one.side().name()).append(": ").append(never).append(" of ");
      text.append(one.figure().count()).append(" not within ").append(within).append('\n');
    }
  }

  static void appendSettings(StringBuilder text, Side side) {
    text.append('\n').append(side.name()).append('\n');
    side.settings()
        .forEach((name, value) -> text.append(String.format("  %-12s %s%n", name, value)));
  }

  static void appendViolations(StringBuilder text, Side side, List<String> violations) {
    violations.forEach(what -> text.append(side.name()).append(": ").append(what).append('\n'));
  }
}
