package dev.incumbent.cli.bench;

import dev.incumbent.cli.output.Figure;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What a benchmark's median is to be.
 *
 * @param unit of the figures, too
 * @param median the bound that ours is to reach; empty where there is none
 */
record Aim(String unit, OptionalDouble median, Better better) {
  /** Which of two figures is the better one. */
  enum Better {
    LOWER,
    HIGHER
  }

  Aim(String unit, double median, Better better) {
    this(unit, OptionalDouble.of(median), better);
  }

  /** No bound: what was measured is only reported. */
  static Aim none(String unit, Better better) {
    return new Aim(unit, OptionalDouble.empty(), better);
  }

  /** Whether ours is as good as that; without a bound it is. */
  boolean isReached(Figure ours) {
    double bound = median.orElse(ours.median());
    return better == Better.LOWER ? ours.median() <= bound : ours.median() >= bound;
  }

  /** How many times as good ours is as the peer's, by the medians: more than 1 is ahead. */
  double ratio(Figure ours, Figure peers) {
    return better == Better.LOWER ? peers.median() / ours.median() : ours.median() / peers.median();
  }

  @Override
  public String toString() {
    if (median.isEmpty()) {
      return "none";
    }
    String sign = better == Better.LOWER ? "at most" : "at least";
    return String.format(Locale.ROOT, "median %s %s %s", sign, number(median.getAsDouble()), unit);
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : Double.toString(value);
  }
}
