package dev.incumbent.kit.fence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.error.IncumbentException;
import dev.incumbent.fencing.Claim;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that write under one grant, one effect after the other, until they are refused.
 *
 * <p>Threads: the kit's own, besides one for each writer.
 */
final class RacingWriters {
  /** Far more than any storage takes before the claim that ends the race. */
  private static final int MAX_WRITES = 100_000;

  /** So that a claim gets its turn where nobody queues for locks in order. */
  private static final long PACE_NANOS = 200_000;

  private static final long UNDER_WAY_NANOS = 20_000_000;

  private final FenceScene scene;
  private final Claim writer;
  private final String prefix;
  private final Set<String> acknowledged = new ConcurrentSkipListSet<>();
  private final Set<String> refused = new ConcurrentSkipListSet<>();
  private final AtomicInteger underWay = new AtomicInteger();
  private final CountDownLatch some = new CountDownLatch(3);
  private final List<Future<?>> threads = new ArrayList<>();

  RacingWriters(FenceScene scene, Claim writer, String prefix) {
    this.scene = scene;
    this.writer = writer;
    this.prefix = prefix;
  }

  void start(int number) {
    threads.add(
        FenceScene.begin(() -> writeUntilRefused(prefix + " writer " + number + " write ")));
  }

  /** Waits until some writes are done, and, unless they take no time, another is under way. */
  void awaitSome() throws InterruptedException {
    assertThat(some.await(scene.scope().patience().toMillis(), TimeUnit.MILLISECONDS))
        .as("the current leader writes")
        .isTrue();
    long end = System.nanoTime() + UNDER_WAY_NANOS;
    while (underWay.get() == 0 && end - System.nanoTime() > 0) {
      Thread.onSpinWait();
    }
  }

  void awaitAll() throws Exception {
    for (Future<?> thread : threads) {
      scene.finish("a writer that the claim leaves behind", thread);
    }
  }

  void assertNothingLandedLate(Set<String> atTheClaim, Set<String> atTheEnd) throws Exception {
    assertThat(mine(atTheEnd)).as("at the end").isEqualTo(mine(atTheClaim));
    assertThat(atTheEnd).as("what was acknowledged").containsAll(acknowledged);
    assertThat(atTheEnd).as("what was refused").doesNotContainAnyElementsOf(refused);
    FenceScene.stale("the writer afterwards", () -> scene.write(writer, prefix + " afterwards"));
  }

  private Set<String> mine(Set<String> effects) {
    Set<String> mine = new ConcurrentSkipListSet<>(effects);
    mine.removeIf(effect -> !effect.startsWith(prefix));
    return mine;
  }

  private void writeUntilRefused(String each) {
    for (int i = 1; i <= MAX_WRITES; i++) {
      String effect = each + i;
      underWay.incrementAndGet();
      try {
        scene.write(writer, effect);
        acknowledged.add(effect);
        some.countDown();
      } catch (IncumbentException e) {
        if (e.code().surelyNotApplied()) {
          refused.add(effect);
        }
        return;
      } catch (Exception e) {
        // The storage's own error: nothing is known of this one.
        return;
      } finally {
        underWay.decrementAndGet();
      }
      LockSupport.parkNanos(PACE_NANOS);
    }
    throw new AssertionError("a writer was never refused");
  }
}
