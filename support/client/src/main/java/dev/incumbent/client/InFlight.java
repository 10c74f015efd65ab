package dev.incumbent.client;

/**
 * Counts the calls under a leadership, so that it is released only after the last has returned
 * (S-5).
 *
 * <p>Threads: safe for use by any thread; no user code runs under its lock.
 */
final class InFlight {
  private int count;
  private boolean closed;

  /** Counts one more call; false if no more may begin. */
  synchronized boolean enter() {
    if (closed) {
      return false;
    }
    count++;
    return true;
  }

  /** A call has returned. */
  synchronized void exit() {
    count--;
    notifyAll();
  }

  /** Lets no more calls begin. */
  synchronized void close() {
    closed = true;
  }

  /** Waits until none is left, whatever interrupts arrive; they are kept for the caller. */
  void awaitNone() {
    boolean interrupted = false;
    synchronized (this) {
      while (count > 0) {
        try {
          wait();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
