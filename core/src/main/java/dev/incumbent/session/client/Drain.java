package dev.incumbent.session.client;

import dev.incumbent.election.StopSignal.Cause;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Until when a leadership's promotion or work may go on; the earliest of all bounds counts. Not for
 * use by several threads.
 */
final class Drain {
  private final Environment env;
  private final Timers.Key timer;
  private final OptionalLong configuredNanos;
  private final Runnable overrun;
  private OptionalLong boundNanos = OptionalLong.empty();

  Drain(Environment env, Timers.Key timer, OptionalLong configuredNanos, Runnable overrun) {
    this.env = env;
    this.timer = timer;
    this.configuredNanos = configuredNanos;
    this.overrun = overrun;
  }

  /** Bounds it. */
  void until(long nanos) {
    boundNanos = earlier(boundNanos, OptionalLong.of(nanos));
    env.timers().set(timer, boundNanos.getAsLong(), overrun);
  }

  /** A cause to stop was told. */
  void begin(Cause cause, Optional<Lease> lease) {
    OptionalLong bound = bound(cause, lease);
    if (bound.isPresent()) {
      until(bound.getAsLong());
    }
  }

  /** Nothing is waited for any more. */
  void end() {
    boundNanos = OptionalLong.empty();
    env.timers().cancel(timer);
  }

  private OptionalLong bound(Cause cause, Optional<Lease> lease) {
    OptionalLong configured =
        configuredNanos.isPresent()
            ? OptionalLong.of(env.nanos() + configuredNanos.getAsLong())
            : OptionalLong.empty();
    OptionalLong deadline =
        lease.isPresent() ? OptionalLong.of(lease.get().deadlineNanos()) : OptionalLong.empty();
    return switch (cause) {
      case HANDOVER -> configured;
      case CLOSING, UNHEALTHY -> configured.isPresent() ? configured : deadline;
      case WITHDRAWN -> earlier(configured, deadline);
      case LOST ->
          configured.isPresent()
              ? configured
              : OptionalLong.of(env.nanos() + env.settings().timings().margin().toNanos());
    };
  }

  private static OptionalLong earlier(OptionalLong a, OptionalLong b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.isEmpty() ? b : a;
    }
    return a.getAsLong() - b.getAsLong() < 0 ? a : b;
  }
}
