package seeded.determinism;

import java.util.concurrent.ThreadLocalRandom;

abstract class DrawsThreadLocalRandom {
  int draw() {
    return ThreadLocalRandom.current().nextInt();
  }
}
