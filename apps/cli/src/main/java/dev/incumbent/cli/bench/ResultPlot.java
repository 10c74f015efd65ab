package dev.incumbent.cli.bench;

import dev.incumbent.cli.output.Figure;
import dev.incumbent.cli.output.Markup;
import dev.incumbent.cli.output.Svg;
import java.util.ArrayList;
import java.util.List;

/**
 * A comparison's result as one SVG that needs nothing else: a row a side, a dot a measurement, a
 * bar at the median, a dashed line at the aim. One result gives one picture.
 *
 * <p>Threads: for use by one, once.
 */
final class ResultPlot {
  private static final int WIDTH = 960;
  private static final int LEFT = 170;
  private static final int RIGHT = 110;
  private static final int TOP = 100;
  private static final int ROW = 76;
  private static final int BOTTOM = 74;
  private static final double RADIUS = 3;

  /** Dots whose places along the axis differ by less lie above each other. */
  private static final double COLUMN = 5;

  /** So many above each other; more lie over these. */
  private static final int LAYERS = 6;

  private static final String STYLE =
      """
      text { font: 13px system-ui, "Segoe UI", Roboto, "DejaVu Sans", Arial, sans-serif; fill: #1b2430 }
      .page { fill: #ffffff } .lane { fill: #eef1f5 } .grid { stroke: #d3dae2 }
      .head { font-size: 17px; font-weight: 650 } .soft { fill: #5b6776; font-size: 12px }
      .name { text-anchor: end; font-weight: 600 } .under { text-anchor: end; fill: #5b6776; font-size: 12px }
      .mid { text-anchor: middle; fill: #5b6776; font-size: 12px } .value { font-weight: 600 }
      .ours { fill: #2563eb; fill-opacity: 0.5 } .peer { fill: #b45309; fill-opacity: 0.5 }
      .median { stroke: #1b2430; stroke-width: 2.5 }
      .aim { stroke: #1a7f4b; stroke-width: 1.5; stroke-dasharray: 6 4 }
      .aimed { fill: #1a7f4b; font-size: 12px } .aimed.left { text-anchor: end }
      """;

  private final Result result;
  private final PlotAxis axis;
  private final int end;
  private final Svg svg = new Svg();

  private ResultPlot(Result result) {
    this.result = result;
    this.end = TOP + result.measured().size() * ROW;
    List<Double> shown = new ArrayList<>();
    result.measured().forEach(one -> shown.addAll(happened(one.figure())));
    result.benchmark().aim().median().ifPresent(shown::add);
    this.axis = PlotAxis.of(shown.isEmpty() ? List.of(0.0) : shown);
  }

  /** The whole file. */
  static String of(Result result) {
    return new ResultPlot(result).file();
  }

  private String file() {
    int height = end + BOTTOM;
    svg.rect("page", 0, 0, WIDTH, height, "");
    head();
    grid();
    for (int row = 0; row < result.measured().size(); row++) {
      side(row, result.measured().get(row));
    }
    aim();
    foot();
    String size = WIDTH + " " + height + "\" width=\"" + WIDTH + "\" height=\"" + height;
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 "
        + size
        + "\" role=\"img\">\n<title>"
        + Markup.escape(result.benchmark().word())
        + "</title>\n<style>\n"
        + STYLE
        + "</style>\n"
        + svg
        + "</svg>\n";
  }

  private void head() {
    svg.text("head", 24, 32, result.benchmark().word());
    svg.text("", 24, 53, result.benchmark().what());
    svg.text("soft", 24, 72, result.machine().toString());
    svg.text("soft", WIDTH - RIGHT + 14, TOP - 10, "median");
  }

  private void grid() {
    for (int row = 0; row < result.measured().size(); row++) {
      svg.rect("lane", LEFT, TOP + row * ROW + 3, WIDTH - LEFT - RIGHT, ROW - 6, "");
    }
    for (double tick : axis.ticks()) {
      svg.line("grid", x(tick), TOP, x(tick), end + 5);
      svg.text("mid", x(tick), end + 21, PlotAxis.label(tick));
    }
  }

  private void side(int row, Result.Measured one) {
    double middle = TOP + row * ROW + ROW / 2.0;
    Figure figure = one.figure();
    svg.text("name", LEFT - 14, middle - 2, one.side().name());
    svg.text("under", LEFT - 14, middle + 15, "n = " + figure.count());
    if (figure.count() > 0) {
      dots(row == 0 ? "ours" : "peer", happened(figure), middle);
      median(figure.median(), middle);
      svg.text("value", WIDTH - RIGHT + 14, middle + 5, ResultText.number(figure.median()));
    }
  }

  /** What never happened has no place along the axis. */
  private static List<Double> happened(Figure figure) {
    return figure.sorted().stream().filter(Double::isFinite).toList();
  }

  private void median(double value, double middle) {
    if (Double.isFinite(value)) {
      double x = x(value);
      svg.line("median", x, middle - ROW / 2.0 + 7, x, middle + ROW / 2.0 - 7);
    }
  }

  private void dots(String type, List<Double> sorted, double middle) {
    long column = -1;
    int before = 0;
    for (double value : sorted) {
      long at = (long) (x(value) / COLUMN);
      before = at == column ? before + 1 : 0;
      column = at;
      svg.circle(type, x(value), middle + offset(before), RADIUS);
    }
  }

  /** In turn above and below the middle, ever farther from it. */
  private static double offset(int before) {
    int layer = (before + 1) / 2 % LAYERS;
    return (before % 2 == 0 ? 1 : -1) * layer * (RADIUS + 1);
  }

  private void aim() {
    Aim aim = result.benchmark().aim();
    if (aim.median().isPresent()) {
      double x = x(aim.median().getAsDouble());
      boolean left = x > WIDTH / 2.0;
      svg.line("aim", x, TOP - 12, x, end);
      svg.text(left ? "aimed left" : "aimed", x + (left ? -7 : 7), TOP - 6, "aim: " + aim);
    }
  }

  private void foot() {
    String scale = axis.logarithmic() ? ", logarithmic" : "";
    double middle = (LEFT + WIDTH - RIGHT) / 2.0;
    svg.text("mid", middle, end + 40, result.benchmark().aim().unit() + scale);
    String verdict = "verdict: " + (result.clean() ? "clean" : "VIOLATED");
    svg.text("soft", 24, end + 60, "a dot: one measurement; a bar: the median; " + verdict);
  }

  private double x(double value) {
    return LEFT + axis.part(value) * (WIDTH - LEFT - RIGHT);
  }
}
