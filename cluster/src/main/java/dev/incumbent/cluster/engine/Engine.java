package dev.incumbent.cluster.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * One node of a replicated log that drives a {@link ReplicatedMachine}.
 *
 * <p>Guarantees: what {@link SubmitOutcome.Applied} reports is on the disks of a majority,
 * directories included, and survives the crash of a minority and the power loss of all (S-8). A
 * node that cannot keep that promise for a folder refuses to start.
 *
 * <p>NOT guaranteed: an outcome. While no majority answers, a submission stays open until
 * leadership is lost or the engine is closed; callers bound their own waiting. {@link #status()} is
 * a snapshot and never a proof of leadership.
 *
 * <p>Threads: every method may be called from any thread and none of them blocks, except {@link
 * #close()}, which takes at most a few seconds. Stages complete on threads of the engine: continue
 * elsewhere before doing anything slow.
 *
 * <p>Errors: the stages never complete exceptionally, except {@link #snapshot()}.
 */
public interface Engine extends AutoCloseable {

  /**
   * Submits one entry. The order of calls is the order of the entries in the log.
   *
   * @param entry at most {@link EngineLimits#maxEntryBytes()} bytes; not to be changed afterwards
   * @return completes once the entry is applied on this node, or with why it was not
   */
  CompletionStage<SubmitOutcome> submit(byte[] entry);

  /** What this node knows right now; cheap enough for every request. */
  EngineStatus status();

  /**
   * Hands leadership to another node, at the latest within {@code timeout}.
   *
   * @param toNodeId the successor; empty for the most caught-up follower
   * @return true once another node leads; false when this node does not lead, has no such peer, or
   *     the time was up (it may then still lead, or nobody may)
   */
  CompletionStage<Boolean> transferLeadership(Optional<String> toNodeId, Duration timeout);

  /**
   * Writes a snapshot of everything applied so far, in the background.
   *
   * @return the log index it covers, once it is safely on disk; exceptionally when it could not be
   *     written
   */
  CompletionStage<Long> snapshot();

  /** Stops this node; submissions under way end as unknown. Idempotent. */
  @Override
  void close();
}
