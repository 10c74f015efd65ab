package dev.incumbent.cli.demo;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Measurements of one thing in one unit: what is shown is their median, least, greatest and number.
 */
final class Figure {
  private final String unit;
  private final List<Double> values = new ArrayList<>();

  private Figure(String unit) {
    this.unit = unit;
  }

  /** Times in milliseconds. */
  static Figure millis() {
    return new Figure("ms");
  }

  /** One time, in milliseconds. */
  static Figure millis(long nanos) {
    Figure figure = millis();
    figure.addNanos(nanos);
    return figure;
  }

  /** A number of things. */
  static Figure count(String unit, double value) {
    Figure figure = new Figure(unit);
    figure.values.add(value);
    return figure;
  }

  void addNanos(long nanos) {
    values.add(nanos / 1e6);
  }

  private double median() {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  JsonObject toJson() {
    JsonObject object = new JsonObject();
    object.addProperty("unit", unit);
    if (!values.isEmpty()) {
      object.addProperty("median", rounded(median()));
      object.addProperty("min", rounded(Collections.min(values)));
      object.addProperty("max", rounded(Collections.max(values)));
    }
    object.addProperty("n", values.size());
    return object;
  }

  @Override
  public String toString() {
    if (values.isEmpty()) {
      return "none";
    }
    if (values.size() == 1) {
      return number(values.get(0)) + " " + unit;
    }
    return number(median())
        + " "
        + unit
        + " ("
        + number(Collections.min(values))
        + "–"
        + number(Collections.max(values))
        + ", n="
        + values.size()
        + ")";
  }

  private static String number(double value) {
    return String.format(
        Locale.ROOT, value < 100 && value != Math.rint(value) ? "%.1f" : "%.0f", value);
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
