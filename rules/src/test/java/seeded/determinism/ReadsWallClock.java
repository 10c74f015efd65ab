package seeded.determinism;

abstract class ReadsWallClock {
  long nowMillis() {
    return System.currentTimeMillis();
  }
}
