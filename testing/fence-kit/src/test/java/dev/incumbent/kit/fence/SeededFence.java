package dev.incumbent.kit.fence;

import dev.incumbent.kit.fence.FenceUnderTest.Step;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** The kit over a fence in memory that the test chooses: run by the test, never by itself. */
class SeededFence extends FenceKit {
  /** Makes the fence of each check. */
  static volatile Supplier<MemoryFence> maker = MemoryFence::new;

  /** Whether it shows that its check and its effect are two steps. */
  static volatile boolean halfWrites = true;

  @Override
  protected FenceUnderTest fence() {
    MemoryFence fence = maker.get();
    MemoryStorage storage = fence.storage;
    FenceUnderTest under =
        FenceUnderTest.of(MemoryStorage.SPACE, () -> fence, fence::write, () -> effects(storage))
            .refusesWithoutToken((writer, effect) -> fence.writeWithoutToken(effect))
            .lostBy(() -> change(storage, () -> storage.lost = true))
            .obstructedBy(() -> obstruct(storage))
            .patience(Duration.ofSeconds(2));
    return halfWrites ? under.halfWrites(fence.fate, fence::beginWrite) : under;
  }

  private static Step obstruct(MemoryStorage storage) {
    change(storage, () -> storage.obstructed = true);
    return () -> change(storage, () -> storage.obstructed = false);
  }

  private static Set<String> effects(MemoryStorage storage) {
    synchronized (storage) {
      return new TreeSet<>(storage.effects);
    }
  }

  private static void change(MemoryStorage storage, Runnable change) {
    synchronized (storage) {
      change.run();
      storage.notifyAll();
    }
  }
}
