package dev.incumbent.cli.output;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Measurements of one thing in one unit: what is shown is their median, least, greatest and number;
 * of a hundred or more also the 99th percentile.
 */
public final class Figure {
  private static final int PERCENTILE_COUNT = 100;

  private final String unit;
  private final List<Double> values = new ArrayList<>();
  private final TreeMap<String, Figure> beside = new TreeMap<>();

  private Figure(String unit) {
    this.unit = unit;
  }

  /** Measurements in that unit. */
  public static Figure in(String unit) {
    return new Figure(unit);
  }

  /** Times in milliseconds. */
  public static Figure millis() {
    return new Figure("ms");
  }

  /** One time, in milliseconds. */
  public static Figure millis(long nanos) {
    Figure figure = millis();
    figure.addNanos(nanos);
    return figure;
  }

  /** A number of things. */
  public static Figure count(String unit, double value) {
    Figure figure = new Figure(unit);
    figure.values.add(value);
    return figure;
  }

  /** Adds a time to a figure in milliseconds. */
  public void addNanos(long nanos) {
    add(nanos / 1e6);
  }

  /** Adds a measurement, in the figure's unit. */
  public void add(double value) {
    values.add(value);
  }

  /**
   * Adds a time of something that was waited for and did not happen: longer than any other. The
   * median is that, too, if it happened to half of them.
   */
  public void addNever() {
    add(Double.POSITIVE_INFINITY);
  }

  /** How many of the measurements are of what never happened. */
  public int never() {
    return (int) values.stream().filter(value -> value.isInfinite()).count();
  }

  /** Adds all measurements of another figure, which has the same unit. */
  public void addAll(Figure other) {
    values.addAll(other.values);
  }

  /** What else the same runs show, by a name of its own; none of it is counted in this figure. */
  public Figure beside(String name, String besideUnit) {
    return beside.computeIfAbsent(name, n -> new Figure(besideUnit));
  }

  /** All that stands beside it, by name. */
  public SortedMap<String, Figure> beside() {
    return Collections.unmodifiableSortedMap(beside);
  }

  public String unit() {
    return unit;
  }

  /** How many measurements there are; of none there is no median, least or greatest. */
  public int count() {
    return values.size();
  }

  public double min() {
    return Collections.min(values);
  }

  public double max() {
    return Collections.max(values);
  }

  /** Every measurement, the least first. */
  public List<Double> sorted() {
    return values.stream().sorted().toList();
  }

  public double median() {
    List<Double> sorted = sorted();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /**
   * The least measurement that 99 of a hundred do not exceed; empty if there are fewer than a
   * hundred.
   */
  public OptionalDouble p99() {
    if (values.size() < PERCENTILE_COUNT) {
      return OptionalDouble.empty();
    }
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return OptionalDouble.of(sorted.get((sorted.size() * 99 + 99) / 100 - 1));
  }

  /** The figure with its unit. */
  public JsonObject toJson() {
    JsonObject object = new JsonObject();
    object.addProperty("unit", unit);
    addTo(object);
    return object;
  }

  /**
   * Adds {@code median}, {@code min}, {@code max}, {@code p99} if there are enough, and {@code n};
   * of no measurements only n. What never happened is counted by {@code never}, and no number is
   * given for it. What stands beside it is {@code beside}, by name.
   */
  public void addTo(JsonObject object) {
    if (!values.isEmpty()) {
      addFinite(object, "median", median());
      addFinite(object, "min", min());
      addFinite(object, "max", max());
      p99().ifPresent(value -> addFinite(object, "p99", value));
    }
    object.addProperty("n", values.size());
    if (never() > 0) {
      object.addProperty("never", never());
    }
    if (!beside.isEmpty()) {
      JsonObject others = new JsonObject();
      beside.forEach((name, figure) -> others.add(name, figure.toJson()));
      object.add("beside", others);
    }
  }

  private static void addFinite(JsonObject object, String name, double value) {
    if (Double.isFinite(value)) {
      object.addProperty(name, rounded(value));
    }
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
        + number(min())
        + "–"
        + number(max())
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
