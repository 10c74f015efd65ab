package seeded.determinism;

/** Reads the clock for the others, and is named as a host. */
final class SystemHost {
  /** Nested types belong to the host that declares them. */
  static final class Monotonic {
    long nowNanos() {
      return System.nanoTime();
    }
  }
}
