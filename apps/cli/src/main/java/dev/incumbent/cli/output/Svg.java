package dev.incumbent.cli.output;

import java.util.Locale;

/**
 * Shapes of an SVG, in the order in which they are drawn; how each looks, its class says.
 *
 * <p>Threads: for use by one.
 */
public final class Svg {
  private final StringBuilder shapes = new StringBuilder();

  /** Adds markup as it is. */
  public Svg append(String markup) {
    shapes.append(markup);
    return this;
  }

  /**
   * A rectangle with round corners.
   *
   * @param title what the pointer is told; may be empty
   */
  public void rect(String type, double x, double y, double width, double height, String title) {
    add(
        "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"3\">%s</rect>%n",
        type, x, y, width, height, title(title));
  }

  public void circle(String type, double x, double y, double radius) {
    add("<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"/>%n", type, x, y, radius);
  }

  public void line(String type, double x1, double y1, double x2, double y2) {
    add(
        "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n",
        type, x1, y1, x2, y2);
  }

  /** A path; {@code title} as for {@link #rect}. */
  public void path(String type, String d, String title) {
    shapes.append("<path class=\"" + type + "\" d=\"" + d + "\">" + title(title) + "</path>\n");
  }

  public void text(String type, double x, double y, String words) {
    add("<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>%n", type, x, y, Markup.escape(words));
  }

  private void add(String format, Object... values) {
    shapes.append(String.format(Locale.ROOT, format, values));
  }

  private static String title(String words) {
    return words.isEmpty() ? "" : "<title>" + Markup.escape(words) + "</title>";
  }

  /** The shapes without an element around them. */
  @Override
  public String toString() {
    return shapes.toString();
  }
}
