package dev.incumbent.election;

/**
 * Whether a candidate is fit to lead: its database answers, its disk has room.
 *
 * <p>Threads: one call at a time for each candidacy, on a thread of that candidacy's own, under no
 * lock and never on one that renews (C-2). It is not interrupted (C-4): one that does not return
 * within its timeout counts as failed, and again in each period in which it still runs.
 */
@FunctionalInterface
public interface HealthCheck {
  /**
   * Returns if the candidate is healthy.
   *
   * @throws Exception if it is not; the message says why, and stands in the history with the end of
   *     a leadership that it costs
   */
  void check() throws Exception;
}
