package dev.incumbent.election;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The word to stop: a state of the leadership, set at once, readable from any thread, never unset,
 * and never queued behind a callback (C-2). It is set as soon as the deadline has passed, too: a
 * reading computes that itself (S-7).
 */
public interface StopSignal {
  /** Why to stop. */
  enum Cause {
    /**
     * The leadership ended or its deadline passed: effects are no longer protected. Stop at once.
     */
    LOST,
    /** The coordinator withdrew it: stop before the frozen deadline. */
    WITHDRAWN,
    /** A planned hand-over was asked for, or is due: finish in good order. */
    HANDOVER,
    /** The application closes the candidacy. */
    CLOSING,
    /** The candidate's health check failed: somebody else had better lead. */
    UNHEALTHY
  }

  /** The first cause for which it was set, if it is set. */
  Optional<Cause> cause();

  /** Waits until it is set. */
  void await() throws InterruptedException;

  /** Waits until it is set, at most so long; whether it is set. */
  boolean await(Duration atMost) throws InterruptedException;

  /** Completes when it is set, on a thread of the client's: do not block in what depends on it. */
  CompletionStage<Cause> asStage();
}
