package dev.incumbent.session.client;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Whether a candidate is fit to stand: has it checked, and counts what came of it. Not for use by
 * several threads.
 *
 * <p>A check that does not return within its timeout counts as failed, and as failed once more in
 * each period in which it still runs: no second one is begun beside it, and its late answer is not
 * news.
 *
 * <pre>
 * state     event                                           next      told
 * UNKNOWN   {@code healthyAfter} passed in a row            FIT       changed
 * UNKNOWN   a failed check                                  UNKNOWN   changed, the first time
 * FIT       {@code unhealthyAfter} failed in a row          UNFIT     changed
 * UNFIT     {@code healthyAfter} passed in a row, and the   FIT       changed
 *           hold time since, without a failed check
 * </pre>
 */
final class HealthWatch {
  private enum State {
    UNKNOWN,
    FIT,
    UNFIT
  }

  private final Environment env;
  private final long candidacy;
  private final Optional<HealthSettings> settings;
  private final Runnable changed;
  private State state;
  private boolean everFailed;
  private boolean running;
  private boolean late;
  private long check;
  private int failedInARow;
  private int passedInARow;
  private OptionalLong healthySinceNanos = OptionalLong.empty();
  private String why = "not known to be healthy yet";

  HealthWatch(
      Environment env, long candidacy, Optional<HealthSettings> settings, Runnable changed) {
    this.env = env;
    this.candidacy = candidacy;
    this.settings = settings;
    this.changed = changed;
    state = settings.isPresent() ? State.UNKNOWN : State.FIT;
  }

  /** The first check, if there are any. */
  void begin() {
    settings.ifPresent(this::next);
  }

  void end() {
    env.timers().cancel(timer(Timers.Kind.HEALTH));
    env.timers().cancel(timer(Timers.Kind.HEALTH_TIMEOUT));
  }

  /** Whether it is fit to stand. */
  boolean isFit() {
    return state == State.FIT;
  }

  /** Whether a check has failed, so that it is not merely unknown. */
  boolean isUnfit() {
    return state != State.FIT && everFailed;
  }

  /** Why it is not fit, for people. */
  String why() {
    return why;
  }

  /** A check has returned: with why it failed, or empty. */
  void checked(long number, Optional<String> failure) {
    if (settings.isEmpty() || number != check || !running) {
      return;
    }
    running = false;
    if (late) {
      return;
    }
    env.timers().cancel(timer(Timers.Kind.HEALTH_TIMEOUT));
    if (failure.isPresent()) {
      failed(settings.get(), failure.get());
    } else {
      passed(settings.get());
    }
  }

  private void next(HealthSettings how) {
    env.after(timer(Timers.Kind.HEALTH), how.periodNanos(), () -> next(how));
    if (running) {
      failed(how, "its health check " + check + " has not returned");
      return;
    }
    running = true;
    late = false;
    check++;
    env.after(timer(Timers.Kind.HEALTH_TIMEOUT), how.timeoutNanos(), () -> timedOut(how));
    env.act(new ClientAction.CheckHealth(candidacy, check));
  }

  private void timedOut(HealthSettings how) {
    late = true;
    failed(how, "no answer within " + how.timeoutNanos() / 1_000_000 + " ms");
  }

  private void passed(HealthSettings how) {
    failedInARow = 0;
    passedInARow++;
    if (state == State.FIT || passedInARow < how.healthyAfter()) {
      return;
    }
    if (healthySinceNanos.isEmpty()) {
      healthySinceNanos = OptionalLong.of(env.nanos());
    }
    long held = env.nanos() - healthySinceNanos.getAsLong();
    if (state == State.UNKNOWN || held >= how.holdNanos()) {
      become(State.FIT, "");
    }
  }

  private void failed(HealthSettings how, String reason) {
    boolean first = !everFailed;
    everFailed = true;
    passedInARow = 0;
    healthySinceNanos = OptionalLong.empty();
    failedInARow++;
    if (state == State.FIT && failedInARow >= how.unhealthyAfter()) {
      become(State.UNFIT, "unhealthy: " + reason);
    } else if (state == State.UNKNOWN && first) {
      become(State.UNKNOWN, "unhealthy: " + reason);
    }
  }

  private void become(State next, String reason) {
    state = next;
    why = reason;
    changed.run();
  }

  private Timers.Key timer(Timers.Kind kind) {
    return new Timers.Key(kind, candidacy);
  }
}
