package dev.incumbent.coordinator.host;

import dev.incumbent.coordinator.Command;
import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.coordinator.StateView.SessionView;
import dev.incumbent.error.Failure;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.ServerMessage;
import dev.incumbent.session.SessionId;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How sessions attach, open and close at the leader.
 *
 * <pre>
 * session     event                                 next        sent
 * any         attach, known to the state            main        SessionState
 * any         attach, not known                     main        -
 * -           Open, refused by the state's bounds   -           OpenRefused
 * -           Open                                  opening     - (OpenSession)
 * opening     Open again                            opening     -
 * opening     quorum or leadership lost, queued     -           OpenRefused
 * opening     OpenSession applied, same term        open        Opened, after every event before it
 * opening     OpenSession applied as refused        -           OpenRefused
 * opening     the term ended                        -           - (the client opens again)
 * expiring    Open                                  expiring    -
 * open        Close                                 closing     - (CloseSession)
 * any         its end is applied                    -           SessionGone, after every event
 * </pre>
 *
 * <p>{@code SessionState} waits for no confirmation of leadership. A leader that was deposed
 * without knowing may show an old state, and that does no harm: only acknowledgements move a
 * client's deadline, and those are confirmed; a candidacy not shown campaigns once more, is refused
 * because it stands, and asks again; a leadership shown that has ended meanwhile is valid at most
 * until that deadline, for which the new leader waits (rules 2 and 5); and a client that has
 * processed a later change than the state knows is not told that state, because it shows that this
 * leader is behind.
 */
final class Sessions {
  private record Opening(long renewal, long term) {}

  private final Situation situation;
  private final Outbox outbox;
  private final Attachments attachments;
  private final Proposals proposals;
  private final LeaseTable leases;
  private final TreeMap<SessionId, Opening> opening = new TreeMap<>();
  private final TreeSet<SessionId> closing = new TreeSet<>();

  Sessions(
      Situation situation,
      Outbox outbox,
      Attachments attachments,
      Proposals proposals,
      LeaseTable leases) {
    this.situation = situation;
    this.outbox = outbox;
    this.attachments = attachments;
    this.proposals = proposals;
    this.leases = leases;
  }

  void end() {
    opening.clear();
    closing.clear();
  }

  /** The newest attachment of a session was made at the leader. */
  void attached(ClientMessage.Attach attach, long stream) {
    Optional<SessionView> session = situation.state().session(attach.session());
    if (session.isPresent() && session.get().change() < attach.processedChange()) {
      outbox.warn(
          "session "
              + attach.session()
              + " has seen a later change than this leader: it is behind");
      return;
    }
    attachments.makeMain(attach.session());
    session.ifPresent(
        view ->
            outbox.send(
                stream,
                new ServerMessage.SessionState(
                    view.session(), view.change(), view.held(), view.queued())));
  }

  /** An open arrived at the leader, on the session's main attachment. */
  void open(ClientMessage.Open open, long stream) {
    SessionId session = open.session();
    if (opening.containsKey(session) || leases.isExpiring(session)) {
      return;
    }
    Optional<Failure> refused =
        situation.state().summary(session).isPresent()
            ? Optional.empty()
            : situation.state().refusesOpen(open.ttlMillis(), open.client());
    if (refused.isPresent()) {
      outbox.send(stream, new ServerMessage.OpenRefused(session, refused.get()));
      return;
    }
    leases.openedAgain(session);
    opening.put(session, new Opening(open.renewal(), situation.term()));
    proposals.propose(new Command.OpenSession(session, open.ttlMillis(), open.client()));
  }

  /** An open was surely not submitted. */
  void surelyNot(Command.OpenSession command, Failure failure) {
    if (opening.remove(command.session()) != null) {
      tell(command.session(), new ServerMessage.OpenRefused(command.session(), failure));
    }
  }

  /** A close arrived at the leader. */
  void close(SessionId session) {
    if (closing.add(session)) {
      proposals.propose(new Command.CloseSession(session));
    }
  }

  /** An OpenSession was applied while this node leads: its lease runs. */
  void opened(Command.OpenSession command) {
    SessionId session = command.session();
    situation.state().summary(session).ifPresent(open -> leases.opened(session, open.ttlMillis()));
  }

  /**
   * Rule 1: the entry that carried the open, submitted after it arrived, was applied in the same
   * term.
   */
  void confirmed(Command.OpenSession command, OperationResult result) {
    SessionId session = command.session();
    Opening open = opening.remove(session);
    if (open == null || !situation.leads(open.term()) || leases.isExpiring(session)) {
      return;
    }
    if (result instanceof OperationResult.Failed failed) {
      tell(session, new ServerMessage.OpenRefused(session, failed.failure()));
      return;
    }
    situation
        .state()
        .summary(session)
        .ifPresent(
            view ->
                tell(
                    session,
                    new ServerMessage.Opened(
                        session, open.renewal(), view.ttlMillis(), view.change())));
  }

  /** A close was applied, whether or not there was a session. */
  void closed(SessionId session) {
    closing.remove(session);
    if (situation.state().summary(session).isEmpty()) {
      tell(session, new ServerMessage.SessionGone(session));
    }
  }

  private void tell(SessionId session, ServerMessage message) {
    attachments.mainStream(session).ifPresent(stream -> outbox.send(stream, message));
  }
}
