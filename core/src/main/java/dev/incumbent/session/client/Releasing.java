package dev.incumbent.session.client;

import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.coordinator.SessionEvent;
import dev.incumbent.election.EndReason;
import dev.incumbent.error.Failure;

/**
 * Gives a leadership back, by its token (S-5). Not for use by several threads.
 *
 * <p>Whatever the answer, the leadership is not this client's any more. Except that one cannot be
 * released as abandoned whose {@code Abandon} was never applied: it is released as lost, then.
 */
final class Releasing {
  private final CandidacyContext context;
  private final SessionEvent.Granted grant;
  private final EndFacts facts;
  private final Runnable over;

  Releasing(CandidacyContext context, SessionEvent.Granted grant, EndFacts facts, Runnable over) {
    this.context = context;
    this.grant = grant;
    this.facts = facts;
    this.over = over;
  }

  void release(EndReason reason) {
    Operation release =
        new Operation.Release(
            grant.election(), grant.token(), reason, facts.successor(), facts.detail());
    context.submit(release, new Answer(reason));
  }

  private final class Answer implements Requests.Sink {
    private final EndReason reason;

    Answer(EndReason reason) {
      this.reason = reason;
    }

    @Override
    public void answered(OperationResult result) {
      if (result instanceof OperationResult.Failed && reason == EndReason.ABANDONED) {
        release(EndReason.LOST);
      } else {
        over.run();
      }
    }

    @Override
    public void failed(Failure why) {
      over.run();
    }
  }
}
