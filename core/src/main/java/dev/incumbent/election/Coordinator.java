package dev.incumbent.election;

import java.util.List;
import java.util.function.Consumer;

/**
 * A client's connection to what holds the elections, with at most one session in it, opened when
 * first needed and shared by all its candidacies and changes.
 *
 * <p>Guarantees: S-1 … S-10 and C-1 … C-4 as far as the coordinator behind it declares.
 *
 * <p>Threads: safe for use by any thread. What returns a stage never blocks.
 */
public interface Coordinator extends AutoCloseable {
  /**
   * Enters the contest and leads when granted: {@code task} runs after the promotion, as often as
   * the candidacy is granted the election.
   *
   * @throws dev.incumbent.error.RejectedException if the candidate stands in that election already
   *     in this session
   */
  Candidacy campaign(CampaignConfig config, LeaderTask task);

  /** Reads, observation, and an operator's wishes. */
  Elections elections();

  /**
   * The coordinator's own fenced key-value storage. Without one ({@link
   * CoordinatorCapabilities#keepsValues}) each of its calls is {@code REJECTED}.
   */
  FencedStore store();

  /** What this kind of coordinator can do at all. Never blocks. */
  CoordinatorCapabilities capabilities();

  /** What the coordinator can do for this client now. Never blocks. */
  CoordinatorHealth health();

  /**
   * Tells {@code observer} what the coordinator can do: at once, and whenever that changes, {@code
   * CLOSED} last. On a thread of its own, under no lock; while one call runs, what is overtaken by
   * a newer state is not told.
   *
   * @throws dev.incumbent.error.RejectedException beyond 1,000 such observations
   */
  Observation observeHealth(Consumer<CoordinatorHealth> observer);

  /** What each node says of itself: one entry a node that is known, in order of address. */
  List<NodeReport> nodes();

  /**
   * Closes every candidacy in the safe order (S-5), then the session. Idempotent. Blocks as long as
   * the drain bounds allow.
   */
  @Override
  void close();
}
