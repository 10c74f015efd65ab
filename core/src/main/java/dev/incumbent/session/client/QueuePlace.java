package dev.incumbent.session.client;

import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.error.Failure;
import java.util.Optional;

/**
 * A candidacy's place in the queue of its election, as its requests know it: entered, left, or
 * being asked for. Not for use by several threads.
 */
final class QueuePlace {
  /** What the candidacy is told. */
  interface Listener {
    /**
     * The campaign is answered: a grant follows as an event, or came before it.
     *
     * @param repeated it was sent more than once, so that the answer can be older than a grant and
     *     an end
     */
    void entered(boolean repeated);

    /** It did not enter. */
    void refused(Failure failure);

    /** It stands there no more, or never did. */
    void left();
  }

  private final CandidacyContext context;
  private final Listener listener;
  private Optional<PendingRequest> request = Optional.empty();
  private boolean leaving;
  private long round;

  QueuePlace(CandidacyContext context, Listener listener) {
    this.context = context;
    this.listener = listener;
  }

  /** Whether the coordinator has not answered yet. */
  boolean isUnanswered() {
    return request.isPresent();
  }

  /** Nothing that was asked counts any more. */
  void forget() {
    request = Optional.empty();
    round++;
  }

  void enter(Operation.Campaign campaign) {
    round++;
    leaving = false;
    request = Optional.of(context.submit(campaign, new Entering(round)));
  }

  /** Leaves; false if it surely never entered, so that nobody needs to be asked. */
  boolean leave(Operation.Campaign campaign) {
    leaving = true;
    if (request.isPresent() && context.withdraw(request.get())) {
      forget();
      return false;
    }
    if (request.isEmpty()) {
      cancel(campaign);
    }
    return true;
  }

  private void cancel(Operation.Campaign campaign) {
    request =
        Optional.of(
            context.submit(
                new Operation.Cancel(campaign.election(), campaign.candidate()),
                new Leaving(round)));
  }

  private final class Entering implements Requests.Sink {
    private final long ofRound;

    Entering(long ofRound) {
      this.ofRound = ofRound;
    }

    @Override
    public void answered(OperationResult result) {
      if (result instanceof OperationResult.Failed failed) {
        failed(failed.failure());
      } else if (ofRound == round && request.isPresent()) {
        PendingRequest answered = request.get();
        request = Optional.empty();
        if (leaving) {
          cancel((Operation.Campaign) answered.operation());
        } else {
          listener.entered(answered.wasRepeated());
        }
      }
    }

    @Override
    public void failed(Failure failure) {
      if (ofRound == round) {
        request = Optional.empty();
        if (leaving) {
          listener.left();
        } else {
          listener.refused(failure);
        }
      }
    }
  }

  /** Whatever the answer to leaving is, it is over. */
  private final class Leaving implements Requests.Sink {
    private final long ofRound;

    Leaving(long ofRound) {
      this.ofRound = ofRound;
    }

    @Override
    public void answered(OperationResult result) {
      if (ofRound == round) {
        request = Optional.empty();
        listener.left();
      }
    }

    @Override
    public void failed(Failure failure) {
      answered(new OperationResult.Done());
    }
  }
}
