package dev.incumbent.session.client;

/** When a candidacy campaigns again after it failed (L-5): soon at first, then ever later. */
final class CampaignRetries {
  private static final long BASE_NANOS = 50_000_000;

  private final Environment env;
  private final Timers.Key timer;
  private final Runnable campaign;
  private int failures;

  CampaignRetries(Environment env, Timers.Key timer, Runnable campaign) {
    this.env = env;
    this.timer = timer;
    this.campaign = campaign;
  }

  /** At most a quarter of a lease from now. */
  void failed() {
    long cap = env.settings().ttlNanos() / 4;
    env.after(timer, Backoff.nanos(env.random(), failures, BASE_NANOS, cap), campaign);
    failures++;
  }

  void succeeded() {
    failures = 0;
  }
}
