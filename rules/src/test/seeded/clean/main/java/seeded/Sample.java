package seeded;

import java.util.List;

/** Breaks nothing. */
final class Sample {
  private Sample() {}

  static int total(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).sum();
  }
}
