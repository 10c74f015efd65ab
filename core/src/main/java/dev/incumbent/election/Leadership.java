package dev.incumbent.election;

import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
import dev.incumbent.fencing.TokenSpace;
import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * One grant of one election to one candidate, with the token that it came with (S-6).
 *
 * <p>There is no {@code isLeader()}: between a check and the act the leadership can end. Carry the
 * token to a fenced storage, or run the act with {@link #call}.
 *
 * <p>Threads: safe for use by any thread; nothing here blocks on the coordinator.
 */
public interface Leadership {
  ElectionName election();

  CandidateName candidate();

  /** The token, captured at the grant: it never changes. */
  FencingToken token();

  /** The grant id, which a fenced write carries next to the token. */
  GrantId grant();

  /** Where the token comes from. */
  TokenSpace space();

  /**
   * The time left to the deadline, computed now (S-7); zero once it has passed or the leadership
   * ended.
   */
  Duration remaining();

  /**
   * Whether the coordinator has not answered for a while: half of the time that the last answered
   * renewal earned is over. Computed now, readable from any thread. New work had better wait; what
   * must not be left half done had better be finished. False again once a renewal is answered, and
   * once the deadline has passed or the leadership ended, which {@link #remaining} tells.
   */
  boolean inJeopardy();

  /** The word to stop. */
  StopSignal stopSignal();

  /**
   * Returns if the leadership is valid now; between that and an effect it can still end: only a
   * fence decides (S-3).
   *
   * @throws dev.incumbent.error.LeadershipLostException if it is not
   */
  void requireValid();

  /**
   * Runs {@code work} under this leadership, on the calling thread. The election is not released
   * before it has returned (S-5).
   *
   * @throws dev.incumbent.error.LeadershipLostException if the leadership is not valid or was told
   *     to stop; the work did not start
   * @throws Exception whatever the work throws
   */
  <T> T call(Callable<T> work) throws Exception;
}
