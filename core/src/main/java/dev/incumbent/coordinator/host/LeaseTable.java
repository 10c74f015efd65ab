package dev.incumbent.coordinator.host;

import dev.incumbent.coordinator.Command;
import dev.incumbent.coordinator.StateView.SessionSummary;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.ServerMessage;
import dev.incumbent.session.SessionId;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The leases of all sessions, as the leader of one term counts them: lease rules 1 to 4.
 *
 * <pre>
 * lease      event                                   next       what follows
 * -          ready, or the session opened            running    full TTL from now
 * running    a renewal arrives                       running    full TTL from now; SessionPresent
 *                                                               once a term; the renewal waits
 * running    an open arrives again                   running    full TTL from now
 * running    a confirmation of a renewal             running    Renewed
 * running    the TTL has run out                     expiring   ExpireSession
 * expiring   a renewal arrives or is confirmed       expiring   nothing
 * expiring   ExpireSession failed, same term         expiring   ExpireSession
 * any        the session ended                       -          -
 * any        the term ended                          -          -
 * </pre>
 *
 * <p>A lease runs for a full TTL from the last renewal that <em>arrived</em>, acknowledged or not:
 * that is never sooner than the contract's "last renewal that it acknowledged", and a log that is
 * slow to confirm does not make a live session look silent.
 */
final class LeaseTable {
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** A renewal waits for company this long, or a 25th of its TTL if that is longer. */
  private static final long MIN_PATIENCE_MILLIS = 20;

  private static final int PATIENCE_PARTS = 25;

  private static final class Lease {
    private final long ttlMillis;
    private boolean expiring;
    private boolean presenceProposed;

    private Lease(long ttlMillis) {
      this.ttlMillis = ttlMillis;
    }
  }

  private final Situation situation;
  private final HostPorts ports;
  private final Proposals proposals;
  private final TreeMap<SessionId, Lease> leases = new TreeMap<>();
  private final Deadlines<SessionId> deadlines = new Deadlines<>();

  LeaseTable(Situation situation, HostPorts ports, Proposals proposals) {
    this.situation = situation;
    this.ports = ports;
    this.proposals = proposals;
  }

  void end() {
    leases.clear();
    deadlines.clear();
  }

  void opened(SessionId session, long ttlMillis) {
    if (leases.putIfAbsent(session, new Lease(ttlMillis)) == null) {
      deadlines.set(session, fromNow(ttlMillis));
    }
  }

  /** An open of a session that is open already arrived: its answer will be an acknowledgement. */
  void openedAgain(SessionId session) {
    Lease lease = leases.get(session);
    if (lease != null && !lease.expiring) {
      deadlines.set(session, fromNow(lease.ttlMillis));
    }
  }

  void ended(SessionId session) {
    leases.remove(session);
    deadlines.remove(session);
  }

  /** Rule 3: whether an expiry was proposed, after which nothing is acknowledged in this term. */
  boolean isExpiring(SessionId session) {
    Lease lease = leases.get(session);
    return lease != null && lease.expiring;
  }

  /** A renewal arrived on the session's main stream. */
  void renew(ClientMessage.Renew renew) {
    SessionId session = renew.session();
    Lease lease = leases.get(session);
    if (lease == null) {
      await(renew, MIN_PATIENCE_MILLIS);
      return;
    }
    if (lease.expiring) {
      refused();
      return;
    }
    deadlines.set(session, fromNow(lease.ttlMillis));
    proposePresence(session, lease);
    await(renew, Math.max(lease.ttlMillis / PATIENCE_PARTS, MIN_PATIENCE_MILLIS));
  }

  private void await(ClientMessage.Renew renew, long patienceMillis) {
    long now = situation.now();
    Waiters.Renewal renewal = new Waiters.Renewal(renew.session(), renew.renewal(), now);
    proposals.waiters().renewal(renewal, fromNow(patienceMillis));
  }

  /** L-5: logged once a session and term, so that grants go to it. */
  private void proposePresence(SessionId session, Lease lease) {
    boolean present =
        situation.state().summary(session).stream()
            .anyMatch(one -> one.presentTerm() == situation.term());
    if (!present && !lease.presenceProposed) {
      lease.presenceProposed = true;
      proposals.propose(new Command.SessionPresent(session, situation.term()));
    }
  }

  /**
   * Rule 1: an entry submitted after the renewal arrived was applied in the same term. Returns the
   * acknowledgement, or that the session is gone, or nothing.
   */
  Optional<ServerMessage> confirmed(Waiters.Renewal renewal) {
    Optional<SessionSummary> session = situation.state().summary(renewal.session());
    if (session.isEmpty()) {
      refused();
      return Optional.of(new ServerMessage.SessionGone(renewal.session()));
    }
    if (isExpiring(renewal.session())) {
      refused();
      return Optional.empty();
    }
    ports.counters().add("renewals.acknowledged", 1);
    return Optional.of(
        new ServerMessage.Renewed(renewal.session(), renewal.number(), session.get().change()));
  }

  private void refused() {
    ports.counters().add("renewals.refused", 1);
  }

  /** Proposes the end of every session whose TTL has run out. */
  void expireDue() {
    Optional<SessionId> due = deadlines.pollDue(situation.now());
    while (due.isPresent()) {
      expire(due.get());
      due = deadlines.pollDue(situation.now());
    }
  }

  private void expire(SessionId session) {
    Lease lease = leases.get(session);
    if (lease != null) {
      lease.expiring = true;
      proposals.propose(new Command.ExpireSession(session, situation.term()));
    }
  }

  /** The time left to a session's lease, at least 0; empty if this node does not count it. */
  OptionalLong leftMillis(SessionId session) {
    if (!leases.containsKey(session)) {
      return OptionalLong.empty();
    }
    long left = deadlines.of(session).orElse(situation.now()) - situation.now();
    return OptionalLong.of(Math.max(0, left / NANOS_PER_MILLI));
  }

  OptionalLong next() {
    return deadlines.next();
  }

  private long fromNow(long millis) {
    return situation.now() + millis * NANOS_PER_MILLI;
  }
}
