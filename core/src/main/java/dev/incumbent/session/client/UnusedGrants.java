package dev.incumbent.session.client;

import dev.incumbent.coordinator.Operation;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.EndReason;
import dev.incumbent.fencing.FencingToken;
import java.util.Optional;

/** A candidacy's grants that never start, because they came too late: released unused. */
final class UnusedGrants {
  private final CandidacyContext context;
  private final ElectionName election;
  private final Runnable givenBack;
  private boolean givingBack;

  /**
   * @param givenBack run once the coordinator knows of each {@link #giveBack}
   */
  UnusedGrants(CandidacyContext context, ElectionName election, Runnable givenBack) {
    this.context = context;
    this.election = election;
    this.givenBack = givenBack;
  }

  /** Releases one that nobody waits for any more. */
  void release(FencingToken token, EndReason reason) {
    context.submit(operation(token, reason), new Unheard());
  }

  /** Releases one that had no valid lease when it came. */
  void giveBack(FencingToken token) {
    givingBack = true;
    context.submit(operation(token, EndReason.PROMOTION_FAILED), new AnyAnswer(this::isGivenBack));
  }

  /** What was held in it is held no more. */
  void sessionGone() {
    isGivenBack();
  }

  private void isGivenBack() {
    if (givingBack) {
      givingBack = false;
      givenBack.run();
    }
  }

  private Operation operation(FencingToken token, EndReason reason) {
    return new Operation.Release(election, token, reason, Optional.empty());
  }
}
