package dev.incumbent.election;

import java.time.Duration;

/** The one way to refuse a setting that is out of its range: named, with what is allowed. */
final class Ranges {
  private Ranges() {}

  static void require(String what, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          what + " " + value + " is out of range: allowed " + min + " to " + max);
    }
  }

  static void require(String what, Duration value, Duration min, Duration max) {
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw new IllegalArgumentException(
          what
              + " "
              + value.toMillis()
              + " ms is out of range: allowed "
              + min.toMillis()
              + " to "
              + max.toMillis()
              + " ms");
    }
  }
}
