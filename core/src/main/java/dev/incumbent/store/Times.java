package dev.incumbent.store;

import java.util.OptionalLong;

/** Readings of a monotonic clock, compared by subtraction. */
final class Times {
  private Times() {}

  static OptionalLong earlier(OptionalLong one, OptionalLong other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isEmpty() ? other : one;
    }
    return one.getAsLong() - other.getAsLong() < 0 ? one : other;
  }
}
