package dev.incumbent.session.client;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The session's deadline: what renewals were sent when, and what their acknowledgements earned.
 *
 * <p>Guarantees: S-2 and S-7's arithmetic; lease rule 4: a lease that was not valid when looked at
 * is gone, and a later acknowledgement begins a new generation of leaderships instead of reviving
 * it. Not for use by several threads.
 *
 * <pre>
 * lease    event                                   lease       done
 * none     acknowledged, still valid by its send   held        a new generation begins
 * none     acknowledged too late                   none
 * held     acknowledged, later deadline            held        moved; safe, if it was in jeopardy
 * held     half of what was earned is over         held        in jeopardy
 * held     not valid any more                      none        the generation is lost for good
 * held     the session is gone                     none        the generation is lost for good
 * </pre>
 */
final class LeaseKeeper {
  private static final int MAX_OUTSTANDING = 64;
  private static final Timers.Key TIMER = new Timers.Key(Timers.Kind.LEASE, 0);
  private static final Timers.Key JEOPARDY = new Timers.Key(Timers.Kind.JEOPARDY, 0);

  private final Environment env;
  private final Runnable lost;
  private final TreeMap<Long, ClockReading> sent = new TreeMap<>();
  private Optional<Lease> lease = Optional.empty();
  private long lastNumber;
  private long generation;
  private long shortenedNanos;
  private boolean inJeopardy;

  /**
   * @param lost told after the actions that make a generation's loss known to the host
   */
  LeaseKeeper(Environment env, Runnable lost) {
    this.env = env;
    this.lost = lost;
  }

  /** A number for a renewal that is sent now. */
  long next() {
    lastNumber++;
    sent.put(lastNumber, env.now());
    if (sent.size() > MAX_OUTSTANDING) {
      sent.pollFirstEntry();
    }
    return lastNumber;
  }

  /** Whether a renewal is unanswered. */
  boolean hasUnanswered() {
    return !sent.isEmpty();
  }

  /**
   * The coordinator granted another TTL than asked for: never count on more than either.
   *
   * @param grantedNanos what it granted
   */
  void granted(long grantedNanos) {
    shortenedNanos = Math.max(0, env.settings().ttlNanos() - grantedNanos);
  }

  /** A renewal was acknowledged; false if it is not known or was overtaken by a later one. */
  boolean acknowledged(long number) {
    ClockReading sentAt = sent.get(number);
    sent.headMap(number, true).clear();
    if (sentAt == null) {
      return false;
    }
    Lease earned = earned(sentAt);
    if (!earned.validAt(env.now())) {
      return false;
    }
    if (lease.isEmpty()) {
      generation++;
    } else if (earned.deadlineNanos() - lease.get().deadlineNanos() <= 0) {
      return false;
    }
    lease = Optional.of(earned);
    env.act(new ClientAction.LeaseMoved(generation, earned));
    env.timers().set(TIMER, earned.deadlineNanos(), this::check);
    env.timers().set(JEOPARDY, earned.jeopardyNanos(), this::assess);
    assess();
    return true;
  }

  /** An acknowledgement that cannot count: its change is not processed (lease rule 5). */
  void ignored(long number) {
    sent.headMap(number, true).clear();
  }

  /** Loses the lease if it is not valid now: asked before anything else in every turn. */
  void check() {
    if (lease.isPresent() && !lease.get().validAt(env.now())) {
      lose();
    }
  }

  /** A thread of the user's found that generation's lease expired. */
  void seenExpired(long expired) {
    if (lease.isPresent() && generation == expired) {
      lose();
    }
  }

  /** The session is gone, and with it whatever it held. */
  void sessionGone() {
    sent.clear();
    shortenedNanos = 0;
    if (lease.isPresent()) {
      lose();
    }
  }

  /** The lease, which is valid now, if there is one. */
  Optional<Lease> lease() {
    return lease;
  }

  /** Whether the lease is valid, but no answer has moved it for a while. */
  boolean inJeopardy() {
    return inJeopardy;
  }

  OptionalLong deadlineNanos() {
    return lease.map(l -> OptionalLong.of(l.deadlineNanos())).orElseGet(OptionalLong::empty);
  }

  /** The generation that a leadership granted now belongs to. */
  long generation() {
    return generation;
  }

  private Lease earned(ClockReading sentAt) {
    long deadline = env.settings().timings().deadlineNanos(sentAt.nanos()) - shortenedNanos;
    return new Lease(sentAt, deadline, env.settings().maxWallGainMillis());
  }

  private void assess() {
    boolean now = lease.filter(held -> held.inJeopardyAt(env.now())).isPresent();
    if (now != inJeopardy) {
      inJeopardy = now;
      env.act(new ClientAction.Jeopardy(generation, now));
      String told = now ? "is in jeopardy: its deadline is in " + leftMillis() + " ms" : "is safe";
      env.act(new ClientAction.Log(now, "the session " + told));
    }
  }

  private long leftMillis() {
    return lease.map(held -> held.remainingNanos(env.now())).orElse(0L) / 1_000_000;
  }

  private void lose() {
    lease = Optional.empty();
    inJeopardy = false;
    env.timers().cancel(TIMER);
    env.timers().cancel(JEOPARDY);
    env.act(new ClientAction.LeaseLost(generation));
    lost.run();
  }
}
