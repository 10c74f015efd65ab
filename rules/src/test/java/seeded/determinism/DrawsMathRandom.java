package seeded.determinism;

abstract class DrawsMathRandom {
  double draw() {
    return Math.random();
  }
}
