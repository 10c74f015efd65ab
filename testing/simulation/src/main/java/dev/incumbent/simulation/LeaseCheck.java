package dev.incumbent.simulation;

import dev.incumbent.coordinator.Applied;
import dev.incumbent.coordinator.Command;
import dev.incumbent.coordinator.CoordinatorState;
import dev.incumbent.election.Revocation;
import dev.incumbent.session.SessionId;
import dev.incumbent.session.client.Lease;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * I7 (two leaderships of one election do not call themselves valid at once, if the older is one of
 * {@code AFTER_LEASE}; no session expires while its client's lease is valid) and I9 (a holder is
 * told to stop by its deadline, whatever the coordinator does).
 */
final class LeaseCheck {
  /** How late a process that runs may be told: what happens at one time happens in some order. */
  static final long SLACK_NANOS = 2 * Agenda.MILLI;

  /** One leadership as its process sees it. */
  record Seen(String election, long token, Revocation revocation, boolean valid, boolean leadsOn) {}

  private final List<Term> valid = new ArrayList<>();

  void check(World world, boolean judgesLeases, long nowNanos) {
    valid.clear();
    for (Replica process : world.processes) {
      Client client = process.client();
      if (client != null) {
        for (Term term : client.standing().terms()) {
          if (process.machine().runs()) {
            stopsByItsDeadline(term, process, nowNanos);
          }
          if (judgesLeases && term.saysValid()) {
            disjoint(world, term);
            valid.add(term);
          }
        }
      }
    }
  }

  /** No session expires while its client's lease is valid. */
  static void applied(World world, Applied applied, CoordinatorState state) {
    for (Command command : applied.entry().commands()) {
      if (command instanceof Command.ExpireSession expiry
          && state.session(expiry.session()).isEmpty()) {
        world.processes.forEach(process -> expired(process.client(), expiry.session()));
      }
    }
  }

  /** A session expires. */
  static void expired(@Nullable Client client, SessionId session) {
    if (client != null
        && client.session().equals(Optional.of(session))
        && client.standing().leases().anyValid()) {
      throw new ViolationException(
          "I7", "session " + session + " expires while the lease of " + client + " is valid");
    }
  }

  private void disjoint(World world, Term added) {
    for (Term other : valid) {
      if (other.election().equals(added.election())
          && !world.judge.records().excuses(other, added)) {
        overlap(other.seen(), added.seen());
      }
    }
  }

  /** Both are valid now. */
  static void overlap(Seen one, Seen other) {
    Seen older = one.token() < other.token() ? one : other;
    if (one.token() != other.token() && older.revocation() == Revocation.AFTER_LEASE) {
      throw new ViolationException("I7", one + " and " + other + " are valid at once");
    }
  }

  private static void stopsByItsDeadline(Term term, Replica process, long nowNanos) {
    Lease lease = term.lease();
    if (term.leadsOn() && lease != null && nowNanos - process.machine().runsSince() > SLACK_NANOS) {
      stops(term.seen(), process.machine().clock().nanos() - lease.deadlineNanos());
    }
  }

  /**
   * @param lateNanos since when its deadline is over
   */
  static void stops(Seen seen, long lateNanos) {
    if (seen.leadsOn() && lateNanos > SLACK_NANOS) {
      throw new ViolationException(
          "I9", seen + " was not told to stop " + lateNanos + " ns after its deadline");
    }
  }
}
