package dev.incumbent.coordinators.jdbc;

import java.time.Duration;

/**
 * How long a database may keep a call waiting: shorter than {@code call}, after which the host
 * gives it up, so that its thread is free again by then.
 */
record StoreTimeouts(Duration call) {
  /** Silence of the network. What was sent then may have been done. */
  int networkMillis() {
    return Math.toIntExact(call.toMillis() * 3 / 4);
  }

  /** For another's lock. What was asked for then was surely not done. */
  int lockMillis() {
    return Math.toIntExact(call.toMillis() / 2);
  }

  /** For a connection, in whole seconds, as drivers have it. */
  int connectSeconds() {
    return Math.toIntExact(Math.max(1, (call.toMillis() + 999) / 1_000));
  }
}
