package dev.incumbent.cluster.engine;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** The engine's own threads, named after node and purpose so that a dump tells whose they are. */
final class EngineThreads {

  private EngineThreads() {}

  static ThreadFactory factory(String nodeId, String purpose) {
    return task -> {
      Thread thread = new EngineThread(task, "engine-" + nodeId + "-" + purpose);
      thread.setDaemon(true);
      return thread;
    };
  }

  /**
   * Waits for a shut-down executor; does not wait for itself when called from an engine's thread.
   */
  static boolean awaitUnlessInside(ExecutorService executor, long boundMillis) {
    if (isInside()) {
      return true;
    }
    try {
      return executor.awaitTermination(boundMillis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  static boolean isInside() {
    return Thread.currentThread() instanceof EngineThread;
  }

  private static final class EngineThread extends Thread {
    EngineThread(Runnable task, String name) {
      super(task, name);
    }
  }
}
