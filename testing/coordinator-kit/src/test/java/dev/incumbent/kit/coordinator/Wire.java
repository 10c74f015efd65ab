package dev.incumbent.kit.coordinator;

import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.kit.coordinator.CoordinatorUnderTest.Step;
import java.util.function.Supplier;

/** One client's way to the backend. */
final class Wire {
  private volatile boolean cut;

  /** Returns what mends it. */
  Step cut() {
    cut = true;
    return () -> cut = false;
  }

  boolean isCut() {
    return cut;
  }

  void run(Runnable call) {
    call(
        () -> {
          call.run();
          return true;
        });
  }

  <T> T call(Supplier<T> call) {
    if (cut) {
      throw Failure.of(FailureCode.UNAVAILABLE, "nothing gets through").toException();
    }
    return call.get();
  }
}
