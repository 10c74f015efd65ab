package seeded.determinism;

import java.util.Random;

abstract class DrawsUnseededRandom {
  Random draw() {
    return new Random();
  }
}
