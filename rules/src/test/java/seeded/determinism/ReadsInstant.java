package seeded.determinism;

import java.time.Instant;

abstract class ReadsInstant {
  Instant now() {
    return Instant.now();
  }
}
