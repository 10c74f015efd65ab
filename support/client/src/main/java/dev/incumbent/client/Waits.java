package dev.incumbent.client;

import java.util.concurrent.CountDownLatch;

/** Waiting in methods that cannot throw {@link InterruptedException}. */
final class Waits {
  private Waits() {}

  /** Waits, or returns early with the thread's interrupt flag set. */
  static void quietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
