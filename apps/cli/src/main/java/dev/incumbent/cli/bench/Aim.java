package dev.incumbent.cli.bench;

import dev.incumbent.cli.output.Figure;
import java.util.Locale;

/**
 * What a benchmark's median is to be.
 *
 * @param unit of the figures, too
 * @param median the bound that ours is to reach
 */
record Aim(String unit, double median, Better better) {
  /** Which of two figures is the better one. */
  enum Better {
    LOWER,
    HIGHER
  }

  boolean isReached(Figure ours) {
    return better == Better.LOWER ? ours.median() <= median : ours.median() >= median;
  }

  /** How many times as good ours is as the peer's, by the medians: more than 1 is ahead. */
  double ratio(Figure ours, Figure peers) {
    return better == Better.LOWER ? peers.median() / ours.median() : ours.median() / peers.median();
  }

  @Override
  public String toString() {
    String sign = better == Better.LOWER ? "at most" : "at least";
    return String.format(Locale.ROOT, "median %s %s %s", sign, number(median), unit);
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : Double.toString(value);
  }
}
