package dev.incumbent.session.client;

/**
 * When refused changes are asked for again: each time later, with jitter (L-5). Not for use by
 * several threads.
 */
final class RequestRetries {
  private static final Timers.Key TIMER = new Timers.Key(Timers.Kind.REQUEST_RETRY, 0);
  private static final long BASE_NANOS = 25_000_000;
  private static final long CAP_NANOS = 1_000_000_000;

  private final Environment env;
  private int retries;
  private boolean waiting;

  RequestRetries(Environment env) {
    this.env = env;
  }

  /** Something was answered, or another node leads. */
  void reset() {
    retries = 0;
  }

  /** Plans the next attempt, unless one is planned already. */
  void later(Runnable attempt) {
    if (!waiting) {
      waiting = true;
      long cap = Math.min(CAP_NANOS, env.settings().ttlNanos() / 4);
      long jitter = Backoff.nanos(env.random(), retries, BASE_NANOS, cap);
      retries++;
      env.after(TIMER, BASE_NANOS + jitter, () -> attempt(attempt));
    }
  }

  private void attempt(Runnable attempt) {
    waiting = false;
    attempt.run();
  }
}
