package dev.incumbent.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ActorLoopTest {
  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
  private final ActorLoop loop = new ActorLoop("test-loop", System::nanoTime, failure::complete);

  @AfterEach
  void close() {
    loop.close();
  }

  private void awaitTasks() throws InterruptedException {
    CountDownLatch latch = new CountDownLatch(1);
    loop.execute(latch::countDown);
    assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void runsTasksInTheirOrderOnOneThread() throws Exception {
    List<String> ran = new CopyOnWriteArrayList<>();
    for (int i = 0; i < 100; i++) {
      String task = "task " + i;
      loop.execute(() -> ran.add(Thread.currentThread().getName() + " " + task));
    }
    loop.start();
    awaitTasks();
    assertThat(ran)
        .containsExactlyElementsOf(
            IntStream.range(0, 100).mapToObj(i -> "test-loop task " + i).toList());
  }

  @Test
  void runsTimersByTheirTimeAndNotTheCancelledOnes() throws Exception {
    List<String> ran = new CopyOnWriteArrayList<>();
    CountDownLatch last = new CountDownLatch(1);
    loop.execute(
        () -> {
          long now = loop.now();
          loop.at(now + 30_000_000, last::countDown);
          loop.at(now + 20_000_000, () -> ran.add("second"));
          loop.at(now + 10_000_000, () -> ran.add("first"));
          loop.cancel(loop.at(now + 15_000_000, () -> ran.add("cancelled")));
        });
    loop.start();
    assertThat(last.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(ran).containsExactly("first", "second");
  }

  @Test
  void leavesRoomForTasksBesideATimerThatIsAlwaysDue() throws Exception {
    loop.execute(() -> dueAgain(0));
    loop.start();
    awaitTasks();
    awaitTasks();
  }

  private void dueAgain(int times) {
    loop.at(loop.now(), () -> dueAgain(times + 1));
  }

  @Test
  void endsAndReportsWhenATaskThrows() throws Exception {
    IllegalStateException thrown = new IllegalStateException("x");
    loop.execute(
        () -> {
          throw thrown;
        });
    loop.start();
    assertThat(failure.get(20, TimeUnit.SECONDS)).isSameAs(thrown);
    loop.execute(() -> {});
    assertThat(loop.depth()).isZero();
  }

  @Test
  void canBeClosedByItsOwnTask() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    loop.execute(
        () -> {
          loop.close();
          closed.countDown();
        });
    loop.start();
    assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
  }
}
