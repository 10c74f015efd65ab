package dev.incumbent.session.client;

import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.ServerMessage;
import dev.incumbent.session.SessionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The session's changes, each asked for under one number until it is answered (S-9).
 *
 * <p>Errors, as guarantees.md has them: a change is surely not applied when every attempt was
 * refused before the log; if one attempt may have got further, it is {@code OUTCOME_UNKNOWN}.
 *
 * <p>Bounds: 1,024 numbers between the oldest unanswered and the newest; what is asked for beyond
 * waits, up to 16,384, and is refused then ({@code UNAVAILABLE}). Not for use by several threads.
 *
 * <pre>
 * pending      event                                pending    done
 * waiting      session open, a node to ask, room    sent       numbered, sent
 * sent         a node leads                         sent       sent there again, same number
 * sent         no answer for one to two TTLs        sent       the same
 * sent         Response OUTCOME_UNKNOWN, see below  waiting    asked anew after a while, under another number
 * any          Response otherwise                   gone       answered
 * sent         RequestRefused NOT_LEADER            waiting    sent again when a node leads, or after a while
 * sent         RequestRefused UNAVAILABLE           waiting    the same
 * sent         RequestRefused NO_QUORUM, own        waiting    the same
 * sent         RequestRefused NO_QUORUM, unsure     sent       the same
 * sent         RequestRefused otherwise, unsure     gone       unknown
 * sent         RequestRefused otherwise             gone       failed as refused
 * any          its time is over                     gone       failed: not sent or all refused, or unknown
 * sent         the session is gone                  gone       unknown
 * waiting      the session is gone                  waiting    numbered anew in the next session
 * </pre>
 *
 * <p>Asked anew is what names the leadership or the place that it is about, and does nothing the
 * second time: while nobody knows whether it was applied, the session may hold what its client gave
 * up, and would renew it for ever.
 */
final class Requests {
  /** Where an answer goes. */
  interface Sink {
    void answered(OperationResult result);

    void failed(Failure failure);
  }

  static final int MAX_WINDOW = 1_024;
  static final int MAX_PENDING = 16_384;

  /** A log entry that is lost on its way to a majority is lost without a word. */
  private static final Timers.Key AGAIN = new Timers.Key(Timers.Kind.REQUEST_AGAIN, 0);

  private final Environment env;
  private final Links links;
  private final RequestRetries retries;
  private final TreeMap<Long, PendingRequest> pending = new TreeMap<>();
  private final TreeMap<Long, PendingRequest> bySequence = new TreeMap<>();
  private Optional<SessionId> session = Optional.empty();
  private long lastId;
  private long lastSequence;
  private boolean closed;

  Requests(Environment env, Links links) {
    this.env = env;
    this.links = links;
    retries = new RequestRetries(env);
  }

  /** Asks for a change of the protocol's own: again and again until answered or abandoned. */
  PendingRequest submit(Operation operation, Sink sink) {
    return add(new PendingRequest(++lastId, operation, sink, true));
  }

  /** Asks for a user's change, within the configured timeout. */
  void submitForUser(Operation operation, Sink sink) {
    if (pending.size() >= MAX_PENDING) {
      sink.failed(
          new Failure(
              FailureCode.UNAVAILABLE,
              pending.size() + " changes wait already: allowed up to " + MAX_PENDING,
              Integer.toString(pending.size()),
              "up to " + MAX_PENDING));
      return;
    }
    PendingRequest request = add(new PendingRequest(++lastId, operation, sink, false));
    OptionalLong timeout = env.settings().timeoutNanos();
    if (timeout.isPresent() && pending.containsKey(request.id())) {
      env.after(request.timer(), timeout.getAsLong(), () -> timedOut(request));
    }
  }

  /** Gives a request up if it surely was not appended; returns whether it is gone now. */
  boolean withdraw(PendingRequest request) {
    if (pending.containsKey(request.id()) && request.mayBeApplied()) {
      return false;
    }
    remove(request);
    return true;
  }

  /** The session is open: numbers begin at 1. */
  void opened(SessionId id) {
    session = Optional.of(id);
    lastSequence = 0;
    pump();
  }

  /** The session is attached at a node that leads: what is unanswered is sent there. */
  void attachedAtMain() {
    retries.reset();
    bySequence.values().forEach(PendingRequest::toBeSent);
    pump();
  }

  /** Nothing can be opened now: a user's waiting changes learn it at once (S-10). */
  void openRefused(Failure failure) {
    for (PendingRequest request : new ArrayList<>(pending.values())) {
      if (!request.isOwn() && !request.mayBeApplied()) {
        fail(request, failure);
      }
    }
  }

  boolean answered(ServerMessage.Response message) {
    PendingRequest request = find(message.session(), message.sequence());
    if (request == null) {
      return false;
    }
    if (request.isAskedAnewAfter(message.result())) {
      remove(request);
      request.anew(++lastId);
      pending.put(request.id(), request);
      retries.later(this::retry);
      return true;
    }
    retries.reset();
    remove(request);
    request.sink().answered(message.result());
    pump();
    return true;
  }

  boolean refused(ServerMessage.RequestRefused message) {
    PendingRequest request = find(message.session(), message.sequence());
    if (request == null) {
      return false;
    }
    request.refused();
    Failure failure = message.failure();
    if (isTried(request, failure.code())) {
      retries.later(this::retry);
    } else if (request.isOwn() || !request.mayBeApplied()) {
      fail(request, failure);
    } else {
      fail(request, unknown("the last attempt was refused: " + failure.message()));
    }
    return true;
  }

  /** The session is gone: what was sent in it may have been applied or not. */
  void sessionGone() {
    session = Optional.empty();
    List<PendingRequest> all = new ArrayList<>(pending.values());
    bySequence.clear();
    for (PendingRequest request : all) {
      if (request.isOwn()) {
        pending.remove(request.id());
      } else if (request.mayBeApplied()) {
        fail(request, unknown("the session has ended before the answer came"));
      } else {
        request.unnumber();
      }
    }
  }

  /** The client closes: nothing is sent any more. */
  void close() {
    closed = true;
    env.timers().cancel(AGAIN);
    for (PendingRequest request : new ArrayList<>(pending.values())) {
      fail(
          request,
          request.mayBeApplied()
              ? unknown("the client was closed before the answer came")
              : closedFailure());
    }
  }

  /** Sends what waits, as far as the window goes. */
  void pump() {
    if (session.isEmpty()) {
      return;
    }
    Optional<Link> link = links.forChanges();
    link.ifPresent(this::sendAll);
  }

  private void sendAll(Link link) {
    for (PendingRequest request : bySequence.values()) {
      if (request.isToBeSent()) {
        send(link, request);
      }
    }
    for (PendingRequest request : pending.tailMap(firstUnnumbered(), true).values()) {
      if (lastSequence - acknowledged() >= MAX_WINDOW) {
        return;
      }
      if (request.sequence() == 0) {
        request.number(++lastSequence);
        bySequence.put(lastSequence, request);
        send(link, request);
      }
    }
  }

  private long firstUnnumbered() {
    return bySequence.isEmpty() ? 0 : bySequence.lastEntry().getValue().id() + 1;
  }

  private void send(Link link, PendingRequest request) {
    request.sent(env.nanos());
    env.timers().setUnlessEarlier(AGAIN, env.nanos() + env.settings().ttlNanos(), this::askAgain);
    env.send(
        link,
        new ClientMessage.Request(
            session.orElseThrow(), request.sequence(), acknowledged(), request.operation()));
  }

  /** Every number up to it needs no answer any more. */
  private long acknowledged() {
    return bySequence.isEmpty() ? lastSequence : bySequence.firstKey() - 1;
  }

  private void retry() {
    bySequence.values().stream().filter(r -> !r.mayBeApplied()).forEach(PendingRequest::toBeSent);
    pump();
  }

  private void askAgain() {
    long due = env.nanos() - env.settings().ttlNanos();
    bySequence.values().stream()
        .filter(r -> r.sentNanos() - due <= 0)
        .forEach(PendingRequest::toBeSent);
    if (!bySequence.isEmpty()) {
      env.after(AGAIN, env.settings().ttlNanos(), this::askAgain);
    }
    pump();
  }

  private PendingRequest add(PendingRequest request) {
    if (closed) {
      request.sink().failed(closedFailure());
      return request;
    }
    pending.put(request.id(), request);
    pump();
    return request;
  }

  private @Nullable PendingRequest find(SessionId id, long sequence) {
    return session.filter(id::equals).isPresent() ? bySequence.get(sequence) : null;
  }

  private void timedOut(PendingRequest request) {
    fail(
        request,
        request.mayBeApplied()
            ? unknown("no answer within " + timeoutMillis() + " ms")
            : links.unreachable());
  }

  private long timeoutMillis() {
    return env.settings().timeoutNanos().orElse(0) / 1_000_000;
  }

  private void fail(PendingRequest request, Failure failure) {
    remove(request);
    request.sink().failed(failure);
  }

  private void remove(PendingRequest request) {
    pending.remove(request.id());
    bySequence.remove(request.sequence(), request);
    env.timers().cancel(request.timer());
  }

  /** Whether a refused request is sent again, instead of being failed. */
  private static boolean isTried(PendingRequest request, FailureCode code) {
    return switch (code) {
      case NOT_LEADER, UNAVAILABLE -> true;
      case NO_QUORUM -> request.isOwn() || request.mayBeApplied();
      case STALE_TOKEN, REJECTED, COMPARE_FAILED, NOT_FOUND, OUTCOME_UNKNOWN, LEADERSHIP_LOST ->
          false;
    };
  }

  private static Failure closedFailure() {
    return Failure.of(FailureCode.UNAVAILABLE, "the client is closed");
  }

  private static Failure unknown(String why) {
    return Failure.of(FailureCode.OUTCOME_UNKNOWN, "applied once or not at all: " + why);
  }
}
