package dev.incumbent.election;

/**
 * What a candidate does while it leads.
 *
 * <p>C-1: every {@link #lead} that was called is followed by exactly one {@link #ended} with the
 * same leadership, after {@code lead} has returned or thrown. C-2: both run on a thread of the
 * candidacy's own, under no lock; a slow or throwing task hurts only its own candidacy (C-3). C-4:
 * the thread is never interrupted; watch {@link Leadership#stopSignal()}.
 */
@FunctionalInterface
public interface LeaderTask {
  /**
   * Leads. Called after every fence was claimed (S-4). Returning ends the leadership: it is
   * released, and the candidacy is finished unless the leadership was lost before. When the stop
   * signal is set, stop and return: only then is the election given to another (S-5).
   *
   * @throws Exception any: the leadership is released and the candidacy finishes with it
   */
  void lead(Leadership leadership) throws Exception;

  /** Told once after {@link #lead} has returned: why the leadership ended. */
  default void ended(Leadership leadership, EndReason reason) {}
}
