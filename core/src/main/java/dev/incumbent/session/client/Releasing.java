package dev.incumbent.session.client;

import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.coordinator.SessionEvent;
import dev.incumbent.election.EndReason;
import dev.incumbent.error.Failure;
import dev.incumbent.fencing.FencingToken;
import java.util.Optional;

/**
 * Gives a leadership back, by its token (S-5), or asks for another in its place with a token above
 * what its fences have seen (S-1). Not for use by several threads.
 *
 * <p>Whatever the answer, the leadership is not this client's any more. Except that one cannot be
 * released as abandoned whose {@code Abandon} was never applied: it is released as lost, then. And
 * one for which the floor is not raised is released as a failed promotion.
 *
 * <pre>
 * state     event                                    next      done
 * -         release                                  -         Release; over once answered
 * -         raise                                    raising   RaiseFloor
 * raising   answered Done, or the new grant came     -         the candidate keeps its place
 * raising   refused: over a bound, ended meanwhile   -         Release PROMOTION_FAILED
 * raising   answered OUTCOME_UNKNOWN                 -         the same: it does nothing if it was raised
 * raising   the session is gone                      -         over
 * </pre>
 */
final class Releasing {
  private final CandidacyContext context;
  private final SessionEvent.Granted grant;
  private final EndFacts facts;
  private final Listener listener;
  private boolean raising;

  /** What the leadership is told. */
  interface Listener {
    /** Nothing is left of it. */
    void over();

    /**
     * The coordinator has ended it, and the candidate keeps its place for a new grant.
     *
     * @param repeated it was asked more than once, so that the new grant can have ended since
     */
    void raised(boolean repeated);
  }

  Releasing(
      CandidacyContext context, SessionEvent.Granted grant, EndFacts facts, Listener listener) {
    this.context = context;
    this.grant = grant;
    this.facts = facts;
    this.listener = listener;
  }

  /** Whether a grant with that token is the one that was asked for in its place. */
  boolean isRaising(FencingToken token) {
    return raising && token.compareTo(grant.token()) > 0;
  }

  /** The new grant came, before the answer or without it. */
  void granted() {
    raising = false;
    listener.raised(false);
  }

  void raise(long refused) {
    raising = true;
    Raised raised = new Raised();
    raised.request =
        Optional.of(
            context.submit(
                new Operation.RaiseFloor(grant.election(), grant.token(), refused, facts.detail()),
                raised));
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
        listener.over();
      }
    }

    @Override
    public void failed(Failure why) {
      listener.over();
    }
  }

  private final class Raised implements Requests.Sink {
    private Optional<PendingRequest> request = Optional.empty();

    @Override
    public void answered(OperationResult result) {
      if (!raising) {
        return;
      }
      if (result instanceof OperationResult.Failed failed) {
        notRaised(failed.failure());
      } else {
        raising = false;
        listener.raised(request.filter(PendingRequest::wasRepeated).isPresent());
      }
    }

    @Override
    public void failed(Failure why) {
      if (raising) {
        notRaised(why);
      }
    }

    private void notRaised(Failure why) {
      raising = false;
      context.env().warn("the floor of " + grant.election() + " is not raised: " + why.message());
      release(EndReason.PROMOTION_FAILED);
    }
  }
}
