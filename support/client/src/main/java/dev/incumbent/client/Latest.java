package dev.incumbent.client;

import java.util.function.Consumer;

/**
 * Tells somebody the newest value, on a thread of its own that lives only while there is something
 * to tell: one call at a time, and what is overtaken before it was told is not told.
 *
 * <p>Threads: safe for use by any thread; user code runs on that thread only, under no lock (C-2).
 */
final class Latest<T> {
  private final String name;
  private final Consumer<T> receiver;
  private T told;
  private T newest;
  private boolean running;
  private boolean ended;
  private Thread thread = Thread.currentThread();

  /**
   * @param name of its thread
   * @param told what the receiver knows or takes for granted already
   * @param receiver does not throw
   */
  Latest(String name, T told, Consumer<T> receiver) {
    this.name = name;
    this.told = told;
    this.newest = told;
    this.receiver = receiver;
  }

  /** There is a newer value. */
  synchronized void set(T value) {
    newest = value;
    if (!running && !ended && !newest.equals(told)) {
      running = true;
      thread = Daemon.thread(name, this::run);
      thread.start();
    }
  }

  /** Nothing is told any more; does not wait for a call under way. */
  synchronized void end() {
    ended = true;
  }

  /** Waits for a call under way, unless that call asks. */
  synchronized void awaitCall() {
    try {
      while (running && Thread.currentThread() != thread) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (true) {
      T value;
      synchronized (this) {
        if (ended || newest.equals(told)) {
          running = false;
          notifyAll();
          return;
        }
        told = newest;
        value = newest;
      }
      receiver.accept(value);
    }
  }
}
