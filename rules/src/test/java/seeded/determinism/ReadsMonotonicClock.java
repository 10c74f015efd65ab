package seeded.determinism;

abstract class ReadsMonotonicClock {
  long nowNanos() {
    return System.nanoTime();
  }
}
