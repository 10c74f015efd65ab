package dev.incumbent.client;

/**
 * Broken on purpose: nobody waits for the work to return before the release. The checker must say
 * S-5.
 */
final class InFlight {
  private boolean closed;

  synchronized boolean enter() {
    return !closed;
  }

  synchronized void exit() {
    notifyAll();
  }

  synchronized void close() {
    closed = true;
  }

  void awaitNone() {}
}
