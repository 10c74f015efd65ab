package dev.incumbent.election;

import dev.incumbent.codec.Bytes;
import java.time.Duration;
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
   * Asks for the same after a delay, on the client's monotonic clock, as before a maintenance
   * window; the work goes on until then.
   *
   * @param delay 0 to 365 days
   * @return as of {@link #handOver}; with an {@code IncumbentException}, too, if the leadership
   *     that is held now ends before
   */
  CompletionStage<Void> handOverAfter(Duration delay, CandidateName successor);

  /**
   * Shows observers other metadata of this candidate from now on, whether it waits or leads now or
   * later. Wait for one update before the next: two under way may take effect in either order.
   *
   * @param metadata at most 4 KiB
   * @return completes when the coordinator has it, or at once if the candidate does not stand now,
   *     so that it goes along when it does; with an {@code IncumbentException} if it was refused or
   *     the candidacy is over
   */
  CompletionStage<Void> updateMetadata(Bytes metadata);

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
