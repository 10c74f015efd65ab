package dev.incumbent.session.client;

import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.coordinator.SessionEvent;
import dev.incumbent.election.CandidateName;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The holder's own wishes to hand its leadership over. The coordinator resolves the successor's
 * name and asks the holder, as it does for an operator: one way, one order. Not for use by several
 * threads.
 */
final class HandOvers {
  private final CandidacyContext context;
  private final SessionEvent.Granted grant;
  private final List<Long> waiting = new ArrayList<>();
  private final TreeSet<Long> scheduled = new TreeSet<>();
  private boolean over;

  HandOvers(CandidacyContext context, SessionEvent.Granted grant) {
    this.context = context;
    this.grant = grant;
  }

  /** Asks after a delay, unless the leadership is over by then. */
  void ask(long call, CandidateName to, long delayNanos) {
    if (delayNanos == 0) {
      ask(call, to);
      return;
    }
    scheduled.add(call);
    context
        .env()
        .after(
            timer(call),
            delayNanos,
            () -> {
              scheduled.remove(call);
              ask(call, to);
            });
  }

  /** Asks; the call is answered when the leadership was released, or it is known why it is not. */
  private void ask(long call, CandidateName to) {
    context.submitForUser(new Operation.RequestHandover(grant.election(), to), new Answer(call));
  }

  /** The leadership is over. */
  void over(boolean handedOver) {
    over = true;
    for (long call : waiting) {
      context
          .env()
          .act(
              handedOver
                  ? new ClientAction.Answer(call, new OperationResult.Noted(grant.token()))
                  : new ClientAction.Fail(call, endedBefore()));
    }
    waiting.clear();
    for (long call : scheduled) {
      context.env().timers().cancel(timer(call));
      context.env().act(new ClientAction.Fail(call, endedBefore()));
    }
    scheduled.clear();
  }

  private static Timers.Key timer(long call) {
    return new Timers.Key(Timers.Kind.HANDOVER, call);
  }

  /** Why nothing can be handed over. */
  static Failure notLed(Operation.Campaign campaign) {
    return Failure.of(
        FailureCode.LEADERSHIP_LOST,
        "candidate " + campaign.candidate() + " does not lead election " + campaign.election());
  }

  private Failure endedBefore() {
    return Failure.of(
        FailureCode.LEADERSHIP_LOST,
        "leadership " + grant.token() + " ended before it was handed over");
  }

  private final class Answer implements Requests.Sink {
    private final long call;

    Answer(long call) {
      this.call = call;
    }

    @Override
    public void answered(OperationResult result) {
      if (result instanceof OperationResult.Failed failed) {
        failed(failed.failure());
      } else if (over) {
        failed(endedBefore());
      } else {
        waiting.add(call);
      }
    }

    @Override
    public void failed(Failure why) {
      context.env().act(new ClientAction.Fail(call, why));
    }
  }
}
