package dev.incumbent.coordinator.host;

import dev.incumbent.coordinator.Applied;
import dev.incumbent.coordinator.Command;
import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.coordinator.SessionEvent;
import dev.incumbent.coordinator.StateView;
import dev.incumbent.election.EndReason;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.session.PeerMessage;
import dev.incumbent.session.ServerMessage;
import dev.incumbent.session.SessionId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * What the log tells: terms begin and end, entries are applied or fail.
 *
 * <p>What follows an applied entry goes out in this order, which lease rule 5 needs: answers,
 * events, ends of sessions, acknowledgements.
 */
final class FromLog {
  private final Roles roles;

  FromLog(Roles roles) {
    this.roles = roles;
  }

  /**
   * A term begins in which this node leads: everything soft starts anew. Rule 2: a new leader gives
   * every session its full TTL from the moment it is ready.
   */
  void ready(long term) {
    if (roles.situation.leads()) {
      lost();
    }
    roles.situation.ready(term);
    roles.leases.end();
    roles.silences.begin();
    for (StateView.SessionView one : roles.situation.state().sessions()) {
      roles.leases.opened(one.session(), one.ttlMillis());
      roles.silences.open(one);
    }
    roles.withdrawals.begin();
    roles.delays.begin();
    roles.closings.begin();
    roles.outbox.note("leads term " + term);
  }

  /** The term has ended for this node: nothing of it is acknowledged any more (rule 1). */
  void lost() {
    roles.outbox.note("leads term " + roles.situation.term() + " no more");
    roles.situation.deposed();
    refuseQueued(Reads.notLeader());
    roles.proposals.clear();
    roles.leases.end();
    roles.silences.end();
    roles.withdrawals.end();
    roles.delays.end();
    roles.sessions.end();
    roles.attachments.makeAllPassive();
    roles.notTold();
  }

  /** No majority answers: what was not submitted is refused, what only reads fails. */
  void quorumLost() {
    refuseQueued(Reads.noQuorum());
  }

  private void refuseQueued(Failure why) {
    for (Command command : roles.proposals.withdraw()) {
      Commands.sequenced(command).ifPresent(one -> roles.requests.surelyNot(one, why));
      Commands.opening(command).ifPresent(one -> roles.sessions.surelyNot(one, why));
    }
    roles.reads.failWaiting(why);
  }

  void installed(StateView state) {
    if (roles.situation.leads()) {
      lost();
    }
    roles.situation.state(state);
    roles.attachments.forgetAllUnknown();
    roles.observers.installed();
    roles.freshness.caughtUp();
  }

  void applied(Applied applied, StateView state) {
    if (roles.situation.leads() && applied.term() > roles.situation.term()) {
      lost();
    }
    roles.situation.state(state);
    Optional<Proposals.InFlight> own = roles.proposals.take(Proposals.EntryId.of(applied.entry()));
    answer(applied);
    if (roles.situation.leads()) {
      applied.sessionEvents().forEach(this::tell);
      roles.delays.applied(applied);
      endAndOpen(applied);
    }
    applied.endedSessions().forEach(this::forget);
    own.filter(entry -> entry.term() == applied.term() && roles.situation.leads(entry.term()))
        .ifPresent(entry -> confirm(applied, entry));
    roles.observers.applied(applied.electionEvents());
    roles.freshness.caughtUp();
  }

  private void answer(Applied applied) {
    List<Command> commands = applied.entry().commands();
    for (int i = 0; i < commands.size(); i++) {
      OperationResult result = applied.results().get(i);
      Commands.sequenced(commands.get(i))
          .ifPresent(command -> roles.requests.applied(command, result));
      if (roles.situation.leads() && isStale(result)) {
        roles.ports.counters().add("writes.stale.refused", 1);
      }
    }
  }

  private static boolean isStale(OperationResult result) {
    return result instanceof OperationResult.Failed failed
        && failed.failure().code() == FailureCode.STALE_TOKEN;
  }

  private void tell(Applied.Told told) {
    OptionalLong stream = roles.attachments.mainStream(told.session());
    stream.ifPresent(
        id ->
            roles.outbox.send(
                id, new ServerMessage.Event(told.session(), told.change(), told.event())));
    roles.withdrawals.applied(told);
    roles.silences.applied(told);
    if (told.event() instanceof SessionEvent.Granted) {
      roles.ports.counters().add("grants", 1);
      roles.closings.review(told.session());
    } else if (told.event() instanceof SessionEvent.Ended ended) {
      roles.ports.counters().add("ends." + name(ended.reason()), 1);
      roles.closings.leadershipEnded(ended.token());
    }
  }

  private static String name(EndReason reason) {
    return reason.name().toLowerCase(Locale.ROOT).replace('_', '.');
  }

  private void endAndOpen(Applied applied) {
    TreeSet<SessionId> gone = new TreeSet<>(applied.endedSessions());
    gone.forEach(roles.leases::ended);
    gone.forEach(roles.silences::ended);
    for (Command command : applied.entry().commands()) {
      Commands.opening(command).ifPresent(this::opened);
      Commands.closing(command).ifPresent(close -> gone.add(close.session()));
    }
    gone.forEach(roles.sessions::closed);
  }

  private void opened(Command.OpenSession command) {
    roles.sessions.opened(command);
    if (roles.situation.state().summary(command.session()).isPresent()) {
      roles.silences.opened(command.session());
    }
  }

  private void forget(SessionId session) {
    roles.attachments.forgetIfUnknown(session);
    roles.closings.sessionEnded(session);
  }

  /** Rule 1: this node led, in this term, when the entry was submitted and when it was applied. */
  private void confirm(Applied applied, Proposals.InFlight entry) {
    for (int i = 0; i < entry.commands().size(); i++) {
      OperationResult result = applied.results().get(i);
      Commands.opening(entry.commands().get(i))
          .ifPresent(open -> roles.sessions.confirmed(open, result));
    }
    entry.waiters().renewals().forEach(this::acknowledge);
    entry.waiters().reads().forEach(roles.reads::confirmed);
    entry
        .waiters()
        .probes()
        .forEach(
            (node, number) ->
                roles.outbox.sendPeer(
                    node, new PeerMessage.Confirmed(number, entry.term(), applied.index())));
    roles.freshness.confirmedMyself(entry.submittedNanos());
  }

  private void acknowledge(Waiters.Renewal renewal) {
    OptionalLong stream = roles.attachments.mainStream(renewal.session());
    roles
        .leases
        .confirmed(renewal)
        .ifPresent(message -> stream.ifPresent(id -> roles.outbox.send(id, message)));
  }

  void failed(HostEvent.SubmitFailed failed) {
    Optional<Proposals.InFlight> own =
        roles.proposals.take(new Proposals.EntryId(failed.randomHigh(), failed.randomLow()));
    if (own.isEmpty()) {
      return;
    }
    boolean current = roles.situation.leads(own.get().term());
    List<Command.Sequenced> requests =
        own.get().commands().stream().flatMap(one -> Commands.sequenced(one).stream()).toList();
    if (failed.surelyNot()) {
      requests.forEach(one -> roles.requests.surelyNot(one, whyNot(current)));
    } else {
      requests.forEach(roles.requests::unknown);
    }
    if (current) {
      roles.proposals.pause();
      roles.proposals.waiters().addEarlier(own.get().waiters());
      own.get().commands().forEach(this::proposeAgain);
    }
  }

  private Failure whyNot(boolean current) {
    if (!roles.situation.quorum()) {
      return Reads.noQuorum();
    }
    return current
        ? Failure.of(FailureCode.UNAVAILABLE, "the log takes nothing at the moment")
        : Reads.notLeader();
  }

  /** The leader's own commands are proposed until applied; requests are their sessions' to send. */
  private void proposeAgain(Command command) {
    Optional<Command.EndLeadership> ending = Commands.ending(command);
    if (ending.filter(one -> one.reason() == EndReason.CRASHED).isPresent()) {
      roles.closings.failed(ending.get());
    } else if (ending.filter(one -> one.reason() == EndReason.SILENT).isPresent()) {
      roles.silences.failed(ending.get());
    } else if (!Commands.isNoop(command) && Commands.sequenced(command).isEmpty()) {
      roles.proposals.propose(command);
    }
  }
}
