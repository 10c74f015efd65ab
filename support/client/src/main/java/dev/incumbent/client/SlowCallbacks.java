package dev.incumbent.client;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reports user code that takes long where others wait for it, once each, by name (C-3).
 *
 * <p>Threads: safe for use by any thread; {@link #check} is called by the protocol thread.
 */
final class SlowCallbacks {
  private static final long SLOW_NANOS = 1_000_000_000;
  private static final Logger LOG = System.getLogger("dev.incumbent.client");

  private record Running(String what, long sinceNanos) {}

  private final ConcurrentSkipListMap<Long, Running> running = new ConcurrentSkipListMap<>();
  private final AtomicLong last = new AtomicLong();

  /** User code begins that should be short; returns the number under which it ends. */
  long begin(String what) {
    long id = last.incrementAndGet();
    running.put(id, new Running(what, System.nanoTime()));
    return id;
  }

  void end(long id) {
    running.remove(id);
  }

  /** Whether something runs that may become slow. */
  boolean any() {
    return !running.isEmpty();
  }

  /** Reports what has become slow. */
  void check() {
    if (running.isEmpty()) {
      return;
    }
    long now = System.nanoTime();
    running
        .entrySet()
        .removeIf(
            entry -> {
              boolean slow = now - entry.getValue().sinceNanos >= SLOW_NANOS;
              if (slow) {
                LOG.log(
                    Level.WARNING,
                    "slow: {0} has been running for {1} ms",
                    entry.getValue().what,
                    (now - entry.getValue().sinceNanos) / 1_000_000);
              }
              return slow;
            });
  }
}
