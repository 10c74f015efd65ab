package dev.incumbent.kit.coordinator;

import java.util.concurrent.CountDownLatch;

/** Where work stands until the check lets it go; opened at the check's end in any case. */
final class Gate {
  private final CountDownLatch open = new CountDownLatch(1);
  private final CountDownLatch reached = new CountDownLatch(1);

  void pass() throws InterruptedException {
    reached.countDown();
    open.await();
  }

  /** Passes whatever interrupts. */
  void passStubbornly() {
    boolean passed = false;
    while (!passed) {
      try {
        pass();
        passed = true;
      } catch (InterruptedException e) {
        // C-4 is another check's.
      }
    }
  }

  boolean isReached() {
    return reached.getCount() == 0;
  }

  void open() {
    open.countDown();
  }
}
