package dev.incumbent.fencing;

/**
 * The port of what makes a former leader harmless from outside, where no storage checks its token:
 * ends its process, cuts its power, closes its database sessions.
 *
 * <p>Guarantees of every implementation: it goes by the predecessor's incarnation and never by its
 * name, and hurts nobody that it cannot tell to be that incarnation; it may be repeated, for the
 * same predecessor too; after it has returned nothing of the predecessor, as far as the action's
 * page says, has an effect any more.
 *
 * <p>Threads: one call at a time for each candidacy, on a thread of that candidacy's own, under no
 * lock. When the step's timeout is over, that thread is interrupted; an action that does not mind
 * it holds up the next promotion of its candidacy, and nobody else.
 */
public interface FencingAction {
  /** What it is, for people: in logs, and in the reason for which a promotion failed. */
  String name();

  /**
   * Fences one predecessor, or finds it fenced.
   *
   * @throws Exception if the predecessor may still have effects; the message says why
   */
  void fence(FencingTarget target) throws Exception;
}
