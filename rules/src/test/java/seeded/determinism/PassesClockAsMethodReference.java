package seeded.determinism;

import java.util.function.LongSupplier;

abstract class PassesClockAsMethodReference {
  LongSupplier clock() {
    return System::nanoTime;
  }
}
