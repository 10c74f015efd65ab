package dev.incumbent.client;

/** Threads that do not keep the process alive: whoever leads does that, by waiting for it. */
public final class Daemon {
  private Daemon() {}

  public static Thread thread(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }
}
