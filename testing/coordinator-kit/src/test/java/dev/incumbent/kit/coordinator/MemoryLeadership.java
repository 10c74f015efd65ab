package dev.incumbent.kit.coordinator;

import dev.incumbent.election.CandidateName;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.Leadership;
import dev.incumbent.election.StopSignal;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.error.IncumbentException;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
import dev.incumbent.fencing.TokenSpace;
import dev.incumbent.kit.coordinator.Contest.Held;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;

/** A leadership as its user holds it. Threads: safe for use by any thread. */
final class MemoryLeadership implements Leadership {
  private final MemoryCoordinator client;
  private final ElectionName election;
  private final Held held;
  private volatile MemoryLease lease;
  private final MemorySignal signal;
  private int inFlight;
  private boolean frozen;
  private boolean closed;
  private volatile boolean over;

  MemoryLeadership(MemoryCoordinator client, ElectionName election, Held held, MemoryLease lease) {
    this.client = client;
    this.election = election;
    this.held = held;
    this.lease = lease;
    this.signal = new MemorySignal(this::remainingNanos, client.callbacks(), client.lie());
  }

  void stop(StopSignal.Cause cause) {
    if (cause == StopSignal.Cause.LOST) {
      over = true;
    }
    signal.set(cause);
  }

  void freeze() {
    if (!frozen) {
      frozen = true;
      lease = lease.frozen();
    }
  }

  long remainingNanos() {
    boolean lies = client.lie() == Lie.STAYS_VALID || client.lie() == Lie.REVIVES;
    return over && !lies ? 0 : lease.remainingNanos();
  }

  boolean wasStoppedFor(StopSignal.Cause cause) {
    return signal.cause().equals(Optional.of(cause));
  }

  boolean wasStopped() {
    return signal.isSet();
  }

  /** Lets no more calls begin, and waits for those in flight. */
  synchronized void drain() throws InterruptedException {
    closed = true;
    while (inFlight > 0 && client.lie() != Lie.OVERLOOKS_CALLS) {
      wait();
    }
  }

  @Override
  public ElectionName election() {
    return election;
  }

  @Override
  public CandidateName candidate() {
    return held.by().candidate();
  }

  @Override
  public FencingToken token() {
    return client.lie() == Lie.READS_THE_TOKEN_FROM_THE_COUNTER
        ? client.backend().newestToken()
        : held.token();
  }

  @Override
  public GrantId grant() {
    return held.grant();
  }

  @Override
  public TokenSpace space() {
    return new TokenSpace("memory", election);
  }

  @Override
  public Duration remaining() {
    return Duration.ofNanos(remainingNanos());
  }

  @Override
  public boolean inJeopardy() {
    return !over && lease.inJeopardy();
  }

  @Override
  public StopSignal stopSignal() {
    return signal;
  }

  @Override
  public void requireValid() {
    if (remainingNanos() == 0) {
      throw lost();
    }
  }

  @Override
  public <T> T call(Callable<T> work) throws Exception {
    synchronized (this) {
      if (closed || signal.cause().isPresent()) {
        throw lost();
      }
      inFlight++;
    }
    try {
      return work.call();
    } finally {
      synchronized (this) {
        inFlight--;
        notifyAll();
      }
    }
  }

  private IncumbentException lost() {
    return Failure.of(FailureCode.LEADERSHIP_LOST, "token " + held.token() + " is lost")
        .toException();
  }
}
