package dev.incumbent.client;

import dev.incumbent.election.CandidateName;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.Leadership;
import dev.incumbent.election.StopSignal;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.error.LeadershipLostException;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
import dev.incumbent.fencing.TokenSpace;
import dev.incumbent.session.client.ClientAction;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;

/**
 * A leadership as its user holds it.
 *
 * <p>Guarantees: S-6 (token and grant id are the grant's), S-7 (validity is computed when asked,
 * and never comes back), S-5 (counts the calls in flight).
 *
 * <p>Threads: safe for use by any thread; nothing blocks on the coordinator.
 */
final class HeldLeadership implements Leadership {
  private final ClientAction.Grant granted;
  private final Clocks clocks;
  private final Signal signal;
  private final InFlight inFlight = new InFlight();
  private volatile LeaseCell cell;
  private volatile boolean over;

  HeldLeadership(ClientAction.Grant granted, LeaseCell cell, Clocks clocks, Executor callbacks) {
    this.granted = granted;
    this.cell = cell;
    this.clocks = clocks;
    this.signal = new Signal(this::remainingNanos, callbacks);
  }

  /** Fixes the deadline as it is now (lease rule 5). Called by the protocol thread. */
  void freeze() {
    cell = cell.frozen();
  }

  /** Sets the stop signal; with {@code LOST} no time is left from now on. */
  void stop(StopSignal.Cause cause) {
    if (cause == StopSignal.Cause.LOST) {
      over = true;
    }
    signal.set(cause);
  }

  /** Nothing is left of it. */
  void end() {
    over = true;
  }

  /** Lets no more calls begin, and waits until those in flight have returned. */
  void drain() {
    inFlight.close();
    inFlight.awaitNone();
  }

  /** Whether it was told to stop, without looking at the clock. */
  boolean wasStopped() {
    return signal.wasSet();
  }

  /** The time left; 0 for ever once it was 0. */
  long remainingNanos() {
    while (true) {
      LeaseCell current = cell;
      if (over) {
        return 0;
      }
      long left = current.remainingNanos(clocks);
      // Frozen meanwhile: what was read may be a lease that no longer counts for this leadership.
      if (current == cell) {
        return over ? 0 : left;
      }
    }
  }

  @Override
  public ElectionName election() {
    return granted.election();
  }

  @Override
  public CandidateName candidate() {
    return granted.candidate();
  }

  @Override
  public FencingToken token() {
    return granted.token();
  }

  @Override
  public GrantId grant() {
    return granted.grant();
  }

  @Override
  public TokenSpace space() {
    return granted.space();
  }

  @Override
  public Duration remaining() {
    return Duration.ofNanos(remainingNanos());
  }

  @Override
  public boolean inJeopardy() {
    return !over && cell.inJeopardy(clocks);
  }

  @Override
  public StopSignal stopSignal() {
    return signal;
  }

  @Override
  public void requireValid() {
    if (remainingNanos() == 0) {
      throw lost("is no longer valid");
    }
  }

  @Override
  public <T> T call(Callable<T> work) throws Exception {
    if (!inFlight.enter()) {
      throw lost("has ended");
    }
    try {
      if (signal.cause().isPresent()) {
        throw lost("was told to stop");
      }
      return work.call();
    } finally {
      inFlight.exit();
    }
  }

  @Override
  public String toString() {
    return "leadership " + token() + " of " + candidate() + " in " + election();
  }

  private LeadershipLostException lost(String what) {
    return new LeadershipLostException(Failure.of(FailureCode.LEADERSHIP_LOST, this + " " + what));
  }
}
