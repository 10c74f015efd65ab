package seeded;

/** Compares two arrays by identity. */
final class Sample {
  private Sample() {}

  static boolean same(int[] a, int[] b) {
    return a.equals(b);
  }
}
