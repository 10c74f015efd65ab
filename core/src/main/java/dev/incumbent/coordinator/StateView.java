package dev.incumbent.coordinator;

import dev.incumbent.election.ElectionName;
import dev.incumbent.election.ElectionView;
import dev.incumbent.election.EndReason;
import dev.incumbent.error.Failure;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.session.Answer;
import dev.incumbent.session.ServerMessage;
import dev.incumbent.session.SessionId;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/**
 * The replicated state as of one log index: immutable, so that reads, snapshots and the session
 * host use it while commands go on.
 */
public interface StateView {
  /** The log index as of which it is. */
  long index();

  /** The term of that entry. */
  long term();

  /** The counter: every later token is larger; the largest granted so far, unless it was raised. */
  long lastToken();

  int sessionCount();

  int electionCount();

  Optional<SessionView> session(SessionId session);

  /** What changes about a session, without its candidacies: O(log n), for each renewal. */
  Optional<SessionSummary> summary(SessionId session);

  /**
   * The answer that is kept for a session's operation, if it was applied and not acknowledged. Ask
   * it before {@link #refuses}, which does not know of retries.
   */
  Optional<OperationResult> answered(SessionId session, long sequence);

  /** All sessions in order of id. */
  Iterable<SessionView> sessions();

  Optional<ElectionView> election(ElectionName election);

  /**
   * Elections whose name has the prefix and is larger than {@code after}, in order, at most so
   * many.
   */
  List<ElectionView> elections(String prefix, String after, int limit);

  /**
   * Elections of which an operator should know something, in order, at most so many: paused ones,
   * those whose last promotion failed, those that a lock delay or raises of the floor are counted
   * for.
   */
  List<ElectionView> notable(int limit);

  Optional<Answer.Stored> value(String key);

  /** Whether that leadership is held, and {@code ON_SUSPICION}: O(log n), for each grant. */
  boolean isSuspectable(ElectionName election, FencingToken token);

  /** The leaderships that are withdrawn and have not ended, in order of election. */
  Iterable<Withdrawn> withdrawn();

  /** The hold-off of a restored cluster, while it is running. */
  Optional<Delay.Running> holdOff();

  /** The delays that are running, in order. */
  List<Delay.Running> delays();

  /** Writes the whole state, in the format of {@link SnapshotCodec}. */
  void writeSnapshot(OutputStream out) throws IOException;

  /** Writes the whole state as a backup, which says where it is from. */
  void writeBackup(Backup.Origin origin, OutputStream out) throws IOException;

  /**
   * Why the operation is bad input or over a bound, if it is: asked before the log, and by {@code
   * apply} again, so that the rule is one.
   */
  Optional<Failure> refuses(SessionId session, Operation operation);

  /**
   * Why a session cannot be opened, if it cannot: bounds and the TTL's range. Says nothing about a
   * session that is open already, whose retried open is answered as the first.
   */
  Optional<Failure> refusesOpen(long ttlMillis, String client);

  /**
   * A session.
   *
   * @param presentTerm the newest term in which it opened or was logged as present
   * @param unacknowledged how many answers are kept for it
   */
  record SessionView(
      SessionId session,
      long ttlMillis,
      String client,
      long change,
      long presentTerm,
      int unacknowledged,
      List<ServerMessage.Held> held,
      List<ServerMessage.Queued> queued,
      List<Suspectable> suspectable) {
    public SessionView {
      held = List.copyOf(held);
      queued = List.copyOf(queued);
      suspectable = List.copyOf(suspectable);
    }
  }

  /**
   * What changes about a session.
   *
   * @param presentTerm the newest term in which it opened or was logged as present
   * @param unacknowledged how many answers are kept for it
   */
  record SessionSummary(long ttlMillis, long change, long presentTerm, int unacknowledged) {}

  /**
   * A held leadership that ends when its session's attachments are all closed, or its session is
   * silent: {@code ON_SUSPICION}.
   */
  record Suspectable(ElectionName election, FencingToken token) {}

  /**
   * A withdrawn leadership that has not ended: the next grant comes a full TTL after its
   * withdrawal.
   */
  record Withdrawn(
      ElectionName election,
      FencingToken token,
      SessionId session,
      EndReason reason,
      long withdrawnIndex,
      long ttlMillis) {}
}
