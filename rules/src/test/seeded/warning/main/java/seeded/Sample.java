package seeded;

import java.util.List;

/** A list of nobody knows what. */
final class Sample {
  private Sample() {}

  static int size(List numbers) {
    return numbers.size();
  }
}
