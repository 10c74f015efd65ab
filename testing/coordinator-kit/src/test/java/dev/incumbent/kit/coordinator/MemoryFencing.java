package dev.incumbent.kit.coordinator;

import dev.incumbent.fencing.FencingStep;
import dev.incumbent.fencing.FencingTarget;
import java.util.concurrent.CompletableFuture;

/** Runs fencing actions, each on a thread of its own, as long as it may take. */
final class MemoryFencing {
  private final World world;

  MemoryFencing(World world) {
    this.world = world;
  }

  /** Whether it fenced. */
  boolean fence(FencingStep step, FencingTarget target) {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    Thread thread =
        Daemons.named("memory-fencing")
            .newThread(
                () -> {
                  try {
                    step.action().fence(target);
                    done.complete(true);
                  } catch (Throwable t) {
                    done.complete(false);
                  }
                });
    thread.start();
    if (!world.comesTrue(step.timeout().toNanos(), done::isDone)) {
      thread.interrupt();
    }
    return done.getNow(false);
  }
}
