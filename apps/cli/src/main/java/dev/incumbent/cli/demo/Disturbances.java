package dev.incumbent.cli.demo;

import dev.incumbent.cli.dev.Child;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The processes that ended though the demo had not asked for it: somebody plays along.
 *
 * <p>Threads: safe.
 */
final class Disturbances {
  private final BlockingQueue<Child> ended = new LinkedBlockingQueue<>();

  void watch(Child child) {
    var unused =
        child
            .onEnd()
            .thenRun(
                () -> {
                  if (!child.isEndExpected()) {
                    ended.add(child);
                  }
                });
  }

  /** Whether there is any, or will be within that time: what it leads to can be seen before. */
  boolean any(Duration within) throws InterruptedException {
    Child first = ended.poll(within.toNanos(), TimeUnit.NANOSECONDS);
    return first != null && ended.add(first);
  }

  /** Those that ended since this was asked last. */
  List<Child> take() {
    List<Child> taken = new ArrayList<>();
    ended.drainTo(taken);
    return taken;
  }
}
