package seeded.determinism;

import java.util.UUID;

abstract class DrawsRandomUuid {
  UUID draw() {
    return UUID.randomUUID();
  }
}
