package dev.incumbent.coordinator.host;

import dev.incumbent.coordinator.Command;
import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.ServerMessage;
import dev.incumbent.session.SessionId;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The sessions' requests between their arrival and their answer (S-9).
 *
 * <pre>
 * request      event                                     next         sent
 * -            arrives, and may go to the log            under way    -
 * -            arrives; no quorum, not the leader, over
 *              a bound, bad input                        -            RequestRefused
 * under way    arrives again in the same term            under way    -
 * under way    its command is applied, in any term       -            Response
 * queued       quorum or leadership lost                 -            RequestRefused
 * in flight    its entry surely not appended             -            RequestRefused
 * in flight    its entry's outcome unknown; term ended   unknown      -
 * unknown      arrives again                             under way    -
 * unknown      its command is applied after all          -            Response
 * any          its session ended, or left this node      -            -
 * </pre>
 *
 * <p>A refusal is about one attempt. A number that the state has an answer for is never refused as
 * bad input: the answer is sent.
 */
final class Requests {
  /** Under way in the term with this number, or of unknown outcome. */
  private static final long UNKNOWN = 0;

  private final Situation situation;
  private final Outbox outbox;
  private final Attachments attachments;
  private final Proposals proposals;

  /** By session and number: the term in which it is under way, or {@link #UNKNOWN}. */
  private final TreeMap<SessionId, TreeMap<Long, Long>> pending = new TreeMap<>();

  Requests(Situation situation, Outbox outbox, Attachments attachments, Proposals proposals) {
    this.situation = situation;
    this.outbox = outbox;
    this.attachments = attachments;
    this.proposals = proposals;
  }

  /** A request arrived at the leader, on the session's main attachment. */
  void arrived(ClientMessage.Request request) {
    SessionId session = request.session();
    TreeMap<Long, Long> ofSession = pending.getOrDefault(session, new TreeMap<>());
    Long term = ofSession.get(request.sequence());
    if (term != null && situation.leads(term)) {
      return;
    }
    Optional<OperationResult> known = situation.state().answered(session, request.sequence());
    if (known.isPresent()) {
      respond(session, request.sequence(), known.get());
      return;
    }
    Optional<Failure> refused = refusal(request, ofSession.size());
    if (refused.isPresent()) {
      refuse(session, request.sequence(), refused.get());
      return;
    }
    pending
        .computeIfAbsent(session, s -> new TreeMap<>())
        .put(request.sequence(), situation.term());
    proposals.propose(command(request));
  }

  private Optional<Failure> refusal(ClientMessage.Request request, int underWay) {
    long outstanding = Math.max(request.sequence() - request.acknowledged(), underWay + 1L);
    if (request.acknowledged() < 0 || request.sequence() <= request.acknowledged()) {
      return Optional.of(
          Failure.rejected(
              "request number",
              Long.toString(request.sequence()),
              "above the last acknowledged one, " + request.acknowledged()));
    }
    if (outstanding > HostLimits.MAX_OUTSTANDING) {
      return Optional.of(
          Failure.rejected(
              "number of unacknowledged requests",
              Long.toString(outstanding),
              "up to " + HostLimits.MAX_OUTSTANDING));
    }
    if (!proposals.hasRoomFor(command(request))) {
      return Optional.of(
          Failure.of(FailureCode.UNAVAILABLE, "the node's queue of requests is full"));
    }
    return situation.state().refuses(request.session(), request.operation());
  }

  private Command.Sequenced command(ClientMessage.Request request) {
    return new Command.Sequenced(
        request.session(),
        request.sequence(),
        request.acknowledged(),
        withPresentSuccessor(request.operation()));
  }

  /** L-4: a named successor that is not attached here is passed over. */
  private Operation withPresentSuccessor(Operation operation) {
    if (operation instanceof Operation.Release release
        && release.successor().isPresent()
        && attachments.mainStream(release.successor().get().session()).isEmpty()) {
      return new Operation.Release(
          release.election(),
          release.token(),
          release.reason(),
          Optional.empty(),
          release.detail());
    }
    return operation;
  }

  /** A command was applied here, whoever submitted it: whoever waits for it is answered. */
  void applied(Command.Sequenced command, OperationResult result) {
    if (forget(command.session(), command.sequence())) {
      respond(command.session(), command.sequence(), result);
    }
  }

  private void respond(SessionId session, long sequence, OperationResult result) {
    attachments.stream(session)
        .ifPresent(
            stream -> outbox.send(stream, new ServerMessage.Response(session, sequence, result)));
  }

  private void refuse(SessionId session, long sequence, Failure failure) {
    attachments.stream(session)
        .ifPresent(
            stream ->
                outbox.send(stream, new ServerMessage.RequestRefused(session, sequence, failure)));
  }

  /** It was surely not submitted, or surely not appended. */
  void surelyNot(Command.Sequenced command, Failure failure) {
    if (forget(command.session(), command.sequence())) {
      refuse(command.session(), command.sequence(), failure);
    }
  }

  /** Its entry may yet be applied: it stays attributable, and may be asked for again. */
  void unknown(Command.Sequenced command) {
    TreeMap<Long, Long> ofSession = pending.get(command.session());
    if (ofSession != null) {
      ofSession.replace(command.sequence(), UNKNOWN);
    }
  }

  /** The session has ended, or its newest attachment here is gone: nobody is to be answered. */
  void forget(SessionId session) {
    pending.remove(session);
  }

  private boolean forget(SessionId session, long sequence) {
    TreeMap<Long, Long> ofSession = pending.get(session);
    if (ofSession == null || ofSession.remove(sequence) == null) {
      return false;
    }
    if (ofSession.isEmpty()) {
      pending.remove(session);
    }
    return true;
  }
}
