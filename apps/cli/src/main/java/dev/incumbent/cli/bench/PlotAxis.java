package dev.incumbent.cli.bench;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The axis that a plot's values lie along: by their logarithms where they are far apart, so that a
 * side that is ten times as slow does not press the others together.
 *
 * @param low where it begins; above 0 if it is logarithmic
 */
record PlotAxis(boolean logarithmic, double low, double high) {
  /** From here on the greatest is far from the least. */
  private static final double FAR = 5;

  private static final double MARGIN = 1.15;
  private static final int TICKS = 6;
  private static final List<Integer> COARSE = List.of(1);
  private static final List<Integer> USUAL = List.of(1, 2, 5);
  private static final List<Integer> FINE = List.of(1, 2, 3, 5, 7);

  /** One that shows these values, of which there is one at least. */
  static PlotAxis of(List<Double> values) {
    double min = values.stream().mapToDouble(v -> v).min().orElseThrow();
    double max = values.stream().mapToDouble(v -> v).max().orElseThrow();
    if (min > 0 && max / min >= FAR) {
      return new PlotAxis(true, min / MARGIN, max * MARGIN);
    }
    double spread = max > min ? max - min : Math.max(Math.abs(max), 1);
    double below = min - spread * (MARGIN - 1);
    return new PlotAxis(false, min >= 0 ? Math.max(0, below) : below, max + spread * (MARGIN - 1));
  }

  /** How far along it a value is: 0 at its begin, 1 at its end. */
  double part(double value) {
    return logarithmic
        ? Math.log(value / low) / Math.log(high / low)
        : (value - low) / (high - low);
  }

  /** Round values along it. */
  List<Double> ticks() {
    return logarithmic ? logarithmicTicks() : evenTicks();
  }

  private List<Double> logarithmicTicks() {
    double decades = Math.log10(high / low);
    List<Integer> digits = decades > 3 ? COARSE : decades > 1.2 ? USUAL : FINE;
    List<Double> ticks = new ArrayList<>();
    for (int power = (int) Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
      for (int digit : digits) {
        double tick = digit * Math.pow(10, power);
        if (tick >= low && tick <= high) {
          ticks.add(tick);
        }
      }
    }
    return ticks;
  }

  private List<Double> evenTicks() {
    double least = (high - low) / TICKS;
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    double step = power;
    for (int digit : List.of(10, 5, 2)) {
      if (digit * power >= least) {
        step = digit * power;
      }
    }
    List<Double> ticks = new ArrayList<>();
    for (long at = (long) Math.ceil(low / step); at * step <= high; at++) {
      ticks.add(at * step);
    }
    return ticks;
  }

  /** A tick's value in as few digits as it takes. */
  static String label(double tick) {
    BigDecimal rounded = new BigDecimal(tick).round(new MathContext(3)).stripTrailingZeros();
    return rounded.scale() <= 0
        ? String.format(Locale.ROOT, "%,d", rounded.longValue())
        : rounded.toPlainString();
  }
}
