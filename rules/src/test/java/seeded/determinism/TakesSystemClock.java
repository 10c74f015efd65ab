package seeded.determinism;

import java.time.Clock;

abstract class TakesSystemClock {
  Clock clock() {
    return Clock.systemUTC();
  }
}
