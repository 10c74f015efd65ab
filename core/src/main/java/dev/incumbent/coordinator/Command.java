package dev.incumbent.coordinator;

import dev.incumbent.election.ElectionName;
import dev.incumbent.election.EndReason;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.session.SessionId;
import java.util.function.Function;

/**
 * One command of the replicated log. A log entry carries a batch of them ({@link LogEntry}).
 *
 * <p>Commands that the coordinator itself decides name the Raft term in which that was decided, and
 * do nothing in an entry of another term (lease rule 3).
 */
public sealed interface Command {
  /** Does nothing; its application confirms the leader that submitted it (lease rule 1). */
  record Noop() implements Command {}

  /**
   * Opens a session, or answers with the one that is open under this id.
   *
   * @param client who it is, for people: host, process, label; at most 255 bytes
   */
  record OpenSession(SessionId session, long ttlMillis, String client) implements Command {}

  /** The client's own end of its session; each leadership in it ends as {@code CLOSED}. */
  record CloseSession(SessionId session) implements Command {}

  /** A silent session's end: each leadership in it ends as {@code EXPIRED}. */
  record ExpireSession(SessionId session, long term) implements Command {}

  /**
   * The session has opened or renewed since the leader of this term became ready: without it no
   * grant goes to it in this term (L-5). Logged once a session and term.
   */
  record SessionPresent(SessionId session, long term) implements Command {}

  /**
   * The coordinator's own end of one leadership.
   *
   * @param reason {@code CRASHED} or {@code SILENT} ({@code ON_SUSPICION} leaderships only); {@code
   *     REVOKED} or {@code ABANDONED} once a withdrawn leadership's full TTL has run out
   */
  record EndLeadership(ElectionName election, FencingToken token, EndReason reason, long term)
      implements Command {}

  /**
   * A delay has passed, as the leader of this term counted it. Does nothing if it is not running.
   */
  record Elapsed(Delay delay, long term) implements Command {}

  /**
   * A session's numbered operation.
   *
   * @param sequence from 1, one more for each new operation of the session, the same on a retry
   * @param acknowledged the session has seen every answer up to this number: they are forgotten
   */
  record Sequenced(SessionId session, long sequence, long acknowledged, Operation operation)
      implements Command {}

  /** Takes it apart: calls the function of its own case. */
  default <R> R match(
      Function<? super Noop, ? extends R> noop,
      Function<? super OpenSession, ? extends R> openSession,
      Function<? super CloseSession, ? extends R> closeSession,
      Function<? super ExpireSession, ? extends R> expireSession,
      Function<? super SessionPresent, ? extends R> sessionPresent,
      Function<? super EndLeadership, ? extends R> endLeadership,
      Function<? super Elapsed, ? extends R> elapsed,
      Function<? super Sequenced, ? extends R> sequenced) {
    if (this instanceof Noop c) {
      return noop.apply(c);
    }
    if (this instanceof OpenSession c) {
      return openSession.apply(c);
    }
    if (this instanceof CloseSession c) {
      return closeSession.apply(c);
    }
    if (this instanceof ExpireSession c) {
      return expireSession.apply(c);
    }
    if (this instanceof SessionPresent c) {
      return sessionPresent.apply(c);
    }
    if (this instanceof EndLeadership c) {
      return endLeadership.apply(c);
    }
    if (this instanceof Elapsed c) {
      return elapsed.apply(c);
    }
    return sequenced.apply((Sequenced) this);
  }
}
