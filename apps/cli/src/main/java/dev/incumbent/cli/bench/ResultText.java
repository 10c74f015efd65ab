package dev.incumbent.cli.bench;

import dev.incumbent.cli.output.Figure;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** A comparison's result as a table for people. */
final class ResultText {
  private ResultText() {}

  static String table(Result result) {
    Aim aim = result.benchmark().aim();
    StringBuilder text = new StringBuilder();
    text.append(result.benchmark().word()).append(": ").append(result.benchmark().what());
    text.append("\nin ").append(aim.unit()).append("; on ").append(result.machine()).append("\n\n");
    text.append(row("", "median", "p99", "min", "max", "n", "ratio"));
    appendRows(text, result.ours(), "");
    result.peers().forEach(peer -> appendRows(text, peer, ratio(aim, result.ours(), peer)));
    appendAims(text, result);
    result.measured().forEach(one -> appendNever(text, one));
    result.measured().forEach(one -> appendSettings(text, one.side()));
    result.measured().forEach(one -> appendViolations(text, one));
    return text.append("\nverdict: ").append(result.clean() ? "clean" : "VIOLATED").toString();
  }

  private static void appendAims(StringBuilder text, Result result) {
    Figure ours = result.ours().figure();
    text.append("\naim: ").append(reached(result.benchmark().aim(), ours));
    text.append("; ratio: how many times as good ours is\n");
    for (Map.Entry<String, Aim> also : result.benchmark().workload().beside().entrySet()) {
      String name = also.getKey();
      Figure figure = ours.beside(name, also.getValue().unit());
      text.append("aim: ").append(name).append(' ').append(reached(also.getValue(), figure));
      text.append('\n');
    }
  }

  private static String reached(Aim aim, Figure ours) {
    if (aim.median().isEmpty()) {
      return aim.toString();
    }
    return aim + (aim.isReached(ours) ? ", reached" : ", NOT reached");
  }

  private static void appendRows(StringBuilder text, Result.Measured one, String ratio) {
    text.append(row(one.side().name(), one.figure(), ratio));
    one.figure()
        .beside()
        .forEach(
            (name, figure) -> text.append(row("  " + name + ", " + figure.unit(), figure, "")));
  }

  private static String row(String name, Figure figure, String ratio) {
    OptionalDouble p99 = figure.p99();
    return row(
        name,
        number(figure.median()),
        p99.isPresent() ? number(p99.getAsDouble()) : "",
        number(figure.min()),
        number(figure.max()),
        Integer.toString(figure.count()),
        ratio);
  }

  private static String row(Object... cells) {
    String row = String.format(Locale.ROOT, "%-36s %10s %10s %10s %10s %6s %8s", cells);
    return row.stripTrailing() + "\n";
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

  private static void appendNever(StringBuilder text, Result.Measured one) {
    if (one.figure().never() > 0) {
      text.append(one.side().name()).append(": ").append(one.figure().never()).append(" of ");
      text.append(one.figure().count()).append(" not within the time limit\n");
    }
  }

  private static void appendSettings(StringBuilder text, Side side) {
    text.append('\n').append(side.name()).append('\n');
    side.settings()
        .forEach((name, value) -> text.append(String.format("  %-12s %s%n", name, value)));
  }

  private static void appendViolations(StringBuilder text, Result.Measured one) {
    one.violations()
        .forEach(what -> text.append(one.side().name()).append(": ").append(what).append('\n'));
  }
}
