package dev.incumbent.election;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * One candidate's standing in one election, from {@link Coordinator#campaign} until it is closed,
 * its work returns by itself, or it is lost and was told to finish then.
 *
 * <p>Threads: safe for use by any thread.
 */
public interface Candidacy extends AutoCloseable {
  /** The leadership that it holds now and whose work has started, if any. */
  Optional<Leadership> findLeadership();

  /**
   * Asks the work to stop and, when it has returned, gives the election to the named candidate if
   * it still stands (L-4), or else to the next. Campaigns again afterwards.
   *
   * @return completes when the leadership was released; with an {@code IncumbentException} if none
   *     is held
   */
  CompletionStage<Void> handOver(CandidateName successor);

  /**
   * Completes when the candidacy is over and its last work has returned: with why its last
   * leadership ended, empty if it never led; exceptionally with what the work threw.
   */
  CompletionStage<Optional<EndReason>> finished();

  /**
   * Sets the stop signal, waits for the work to return, and releases; leaves the queue if it only
   * waited. Idempotent. Waits at most for the drain bound, then abandons the leadership and
   * returns.
   */
  @Override
  void close();
}
