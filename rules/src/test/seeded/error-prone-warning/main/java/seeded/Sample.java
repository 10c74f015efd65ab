package seeded;

/** Computes what nobody uses: for Error Prone a warning, for the build a failure. */
final class Sample {
  private Sample() {}

  static int twice(int number) {
    int thrice = 3 * number;
    return 2 * number;
  }
}
