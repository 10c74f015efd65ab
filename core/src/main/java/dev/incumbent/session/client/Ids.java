package dev.incumbent.session.client;

/** The numbers by which reads and subscriptions are known on every stream: each is used once. */
final class Ids {
  static final long RETRY_NANOS = 200_000_000;

  private long last;

  long next() {
    return ++last;
  }

  /** The timer after which refused subscriptions are tried again. */
  Timers.Key retryTimer() {
    return new Timers.Key(Timers.Kind.READ_RETRY, 1);
  }
}
