package dev.incumbent.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Bounded waiting. */
final class Await {
  private static final long BOUND_SECONDS = 30;

  private Await() {}

  static void until(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(BOUND_SECONDS);
    while (!condition.getAsBoolean()) {
      assertThat(end - System.nanoTime()).as("waiting until " + what).isPositive();
      LockSupport.parkNanos(1_000_000);
    }
  }

  static void until(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(BOUND_SECONDS, TimeUnit.SECONDS)).as("in time").isTrue();
  }

  static <T> T answer(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(BOUND_SECONDS, TimeUnit.SECONDS);
  }
}
