package dev.incumbent.kit.coordinator;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads that end with the process, and soon after their work. */
final class Daemons {
  /** As many as there is work for, of all coordinators. */
  static final Executor POOL =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          1,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          named("memory-pool"));

  private Daemons() {}

  static ThreadFactory named(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /** One thread, on which everything queues. */
  static Executor single(String name) {
    return new ThreadPoolExecutor(
        0, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named(name));
  }
}
