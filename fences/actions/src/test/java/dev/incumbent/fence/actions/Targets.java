package dev.incumbent.fence.actions;

import dev.incumbent.election.CandidateName;
import dev.incumbent.election.ElectionName;
import dev.incumbent.fencing.FencingTarget;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
import dev.incumbent.fencing.Incarnation;
import dev.incumbent.fencing.Predecessor;
import dev.incumbent.fencing.TokenSpace;
import dev.incumbent.session.SessionId;
import dev.incumbent.spi.ThisHost;
import java.time.Duration;
import java.util.Optional;

/** Whom to fence, for tests. */
final class Targets {
  static final long START = 1_700_000_000_123L;

  private Targets() {}

  static FencingTarget of(Incarnation incarnation, Duration within) {
    return of(incarnation.toString(), within);
  }

  static FencingTarget of(String incarnation, Duration within) {
    long end = System.nanoTime() + within.toNanos();
    return new FencingTarget(
        new TokenSpace("c1", new ElectionName("orders \"x\"")),
        new Predecessor(
            new FencingToken(7),
            new GrantId(1, 2),
            new SessionId(3, 4),
            new CandidateName("anna"),
            incarnation),
        new FencingToken(8),
        () -> Duration.ofNanos(Math.max(0, end - System.nanoTime())));
  }

  static Incarnation onThisHost(long pid, long startMillis) {
    return new Incarnation(ThisHost.name(), pid, startMillis, "c0ffee", Optional.empty());
  }
}
