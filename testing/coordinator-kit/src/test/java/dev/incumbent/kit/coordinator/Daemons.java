package dev.incumbent.kit.coordinator;

import java.util.concurrent.ThreadFactory;

/** Threads that end with the process. */
final class Daemons {
  private Daemons() {}

  static ThreadFactory named(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
