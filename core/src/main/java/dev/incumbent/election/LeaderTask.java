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

  /**
   * The coordinator has not answered for a while: see {@link Leadership#inJeopardy}. A chance to
   * quiesce while the leadership is still valid.
   *
   * <p>Runs on a thread beside that of {@link #lead}, under no lock, after {@code lead} was called
   * and before {@code ended} is; the leadership is not released before it has returned. Calls of
   * this and {@link #onSafe} alternate and never overlap; while one runs, changes that cancel each
   * other out are not told. None is begun once the leadership was told to stop.
   */
  default void onJeopardy(Leadership leadership) {}

  /** The coordinator answers again, in time: as before {@link #onJeopardy}. */
  default void onSafe(Leadership leadership) {}

  /** Told once after {@link #lead} has returned: why the leadership ended. */
  default void ended(Leadership leadership, EndReason reason) {}
}
