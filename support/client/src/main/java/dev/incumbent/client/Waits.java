package dev.incumbent.client;

import java.util.concurrent.CountDownLatch;

/** Waiting in methods that cannot throw {@link InterruptedException}. */
final class Waits {
  private Waits() {}

  /** A wait that may be interrupted. */
  interface Wait {
    void await() throws InterruptedException;
  }

  /** Waits, or returns early with the thread's interrupt flag set. */
  static void quietly(CountDownLatch latch) {
    quietly(latch::await);
  }

  /** Waits, or returns early with the thread's interrupt flag set. */
  static void quietly(Wait wait) {
    try {
      wait.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
