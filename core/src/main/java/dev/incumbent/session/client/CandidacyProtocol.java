package dev.incumbent.session.client;

import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.coordinator.SessionEvent;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.EndReason;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.session.ServerMessage;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One candidate's standing in one election: campaigns, and hands each grant to a {@link
 * LeadershipProtocol}.
 *
 * <p>Guarantees: C-1 (one end for each grant; no two leaderships of one candidate overlap), S-5 (no
 * new campaign before the work of the last leadership has returned and was released), L-5. Not for
 * use by several threads.
 *
 * <pre>
 * state       event                                  next        done
 * IDLE        started, or its back-off is over       WAITING     Campaign
 * WAITING     granted                                LEADING     the leadership begins
 * WAITING     answered Failed REJECTED, the first    FINISHED    with the failure
 * WAITING     answered Failed REJECTED, a later one  WAITING     asks for a SessionState: it may stand
 * WAITING     SessionState without it, after that    FINISHED    with the failure
 * WAITING     answered Failed, onlyIfVacant          FINISHED    never led
 * WAITING     answered Failed otherwise              IDLE        back-off
 * WAITING     SessionState without it, answered      IDLE        back-off: granted and ended meanwhile
 * WAITING     the session is gone                    WAITING     Campaign in the next session
 * WAITING     leave                                  LEAVING     Cancel, or withdraws an unsent Campaign
 * LEADING     its leadership is over                 IDLE        or FINISHED: left, returned by itself,
 *                                                                lost and told to finish then
 * LEAVING     granted                                LEAVING     released unused
 * WAITING     granted, no valid lease                IDLE        released unused; back-off once answered
 * LEAVING     Cancel answered, the session is gone   FINISHED
 * IDLE        leave                                  FINISHED
 * </pre>
 */
final class CandidacyProtocol {
  /** How it stands. */
  enum State {
    IDLE,
    WAITING,
    LEADING,
    LEAVING,
    FINISHED
  }

  private static final long BASE_NANOS = 50_000_000;

  private final long id;
  private final ClientEvent.Campaign campaign;
  private final CandidacyContext context;
  private State state = State.IDLE;
  private Optional<PendingRequest> request = Optional.empty();
  private Optional<LeadershipProtocol> leadership = Optional.empty();
  private Optional<EndReason> lastEnd = Optional.empty();
  private Optional<Failure> rejected = Optional.empty();
  private int failures;
  private long round;

  CandidacyProtocol(ClientEvent.Campaign campaign, CandidacyContext context) {
    this.id = campaign.candidacy();
    this.campaign = campaign;
    this.context = context;
  }

  long id() {
    return id;
  }

  ElectionName election() {
    return campaign.operation().election();
  }

  CandidateName candidate() {
    return campaign.operation().candidate();
  }

  Operation.Campaign operation() {
    return campaign.operation();
  }

  OptionalLong drainNanos() {
    return campaign.drainNanos();
  }

  Optional<LeadershipProtocol> leadership() {
    return leadership;
  }

  /** Whether its work has not returned: the session must not be closed under it. */
  boolean isWorking() {
    return leadership.filter(LeadershipProtocol::isWorking).isPresent();
  }

  Timers.Key timer() {
    return new Timers.Key(Timers.Kind.CANDIDACY, id);
  }

  /** Campaigns. */
  void start() {
    state = State.WAITING;
    round++;
    request = Optional.of(context.submit(campaign.operation(), new CampaignAnswer(round)));
  }

  void granted(SessionEvent.Granted grant) {
    if (state != State.WAITING) {
      releaseUnused(grant.token(), EndReason.RESIGNED);
      return;
    }
    if (context.lease().isEmpty()) {
      state = State.IDLE;
      lastEnd = Optional.of(EndReason.PROMOTION_FAILED);
      request =
          Optional.of(
              context.submit(
                  release(grant.token(), EndReason.PROMOTION_FAILED),
                  new AnyAnswer(this::unusedGivenBack)));
      return;
    }
    state = State.LEADING;
    LeadershipProtocol begun = new LeadershipProtocol(this, context, grant);
    leadership = Optional.of(begun);
    context.holds(grant.token(), this);
    begun.begin();
  }

  /** What the coordinator knows of the session now, for this candidacy. */
  void state(Optional<ServerMessage.Held> held, boolean queued) {
    Optional<Failure> doubted = rejected;
    rejected = Optional.empty();
    if (leadership.isPresent()) {
      leadership.get().state(held);
    } else if (held.isPresent()) {
      ServerMessage.Held it = held.get();
      granted(
          new SessionEvent.Granted(
              it.election(), it.candidate(), it.token(), it.grant(), it.fencesToClaim()));
      leadership.ifPresent(begun -> begun.state(held));
    } else if (state == State.WAITING && request.isEmpty() && !queued) {
      if (doubted.isPresent()) {
        finish(doubted);
      } else {
        backOff();
      }
    }
  }

  void sessionGone() {
    rejected = Optional.empty();
    if (leadership.isPresent()) {
      leadership.get().sessionGone();
    } else if (state == State.WAITING) {
      start();
    } else if (state == State.LEAVING) {
      finish(Optional.empty());
    } else if (state == State.IDLE && request.isPresent()) {
      backOff();
    }
  }

  /** The user closes it. */
  void leave() {
    switch (state) {
      case IDLE -> finish(Optional.empty());
      case WAITING -> leaveQueue();
      case LEADING -> leadership.ifPresent(LeadershipProtocol::leave);
      case LEAVING, FINISHED -> {}
    }
  }

  /** The user asks for a planned hand-over. */
  void handOver(long call, CandidateName to) {
    if (leadership.filter(LeadershipProtocol::isLeading).isPresent()) {
      leadership.get().handOver(call, to);
    } else {
      Failure none =
          Failure.of(
              FailureCode.LEADERSHIP_LOST,
              "candidate " + candidate() + " does not lead election " + election());
      context.env().act(new ClientAction.Fail(call, none));
    }
  }

  /** Its leadership is over: its work has returned, or never began, and the coordinator knows. */
  void over(LeadershipProtocol.Outcome outcome) {
    leadership.ifPresent(it -> context.holdsNoMore(it.token()));
    leadership = Optional.empty();
    state = State.IDLE;
    lastEnd = Optional.of(outcome.reason());
    if (outcome.finishes() || (outcome.isLoss() && !campaign.againAfterLoss())) {
      finish(Optional.empty());
    } else if (outcome.failure().isPresent()) {
      promotionFailed(outcome.failure().get());
    } else {
      failures = 0;
      start();
    }
  }

  private void promotionFailed(Failure failure) {
    context
        .env()
        .act(
            new ClientAction.Log(
                true,
                "promotion of " + candidate() + " in " + election() + ": " + failure.message()));
    if (campaign.operation().onlyIfVacant()) {
      finish(Optional.of(failure));
    } else {
      backOff();
    }
  }

  private void backOff() {
    state = State.IDLE;
    request = Optional.empty();
    Environment env = context.env();
    long cap = env.settings().ttlNanos() / 4;
    env.after(timer(), Backoff.nanos(env.random(), failures, BASE_NANOS, cap), this::start);
    failures++;
  }

  private void leaveQueue() {
    state = State.LEAVING;
    if (request.isPresent() && context.withdraw(request.get())) {
      finish(Optional.empty());
      return;
    }
    Environment env = context.env();
    long bound = env.settings().timeoutNanos().orElse(env.settings().ttlNanos());
    env.after(timer(), bound, () -> context.leaveReturns(this));
    if (request.isEmpty()) {
      cancel();
    }
  }

  private void cancel() {
    Operation.Cancel cancel = new Operation.Cancel(election(), candidate());
    request = Optional.of(context.submit(cancel, new AnyAnswer(() -> finish(Optional.empty()))));
  }

  private void releaseUnused(FencingToken token, EndReason reason) {
    context.submit(release(token, reason), new Unheard());
  }

  /** Until then it stands, and would be refused if it campaigned. */
  private void unusedGivenBack() {
    if (state == State.IDLE) {
      backOff();
    }
  }

  private Operation release(FencingToken token, EndReason reason) {
    return new Operation.Release(election(), token, reason, Optional.empty());
  }

  private void finish(Optional<Failure> failure) {
    state = State.FINISHED;
    context.env().timers().cancel(timer());
    context.env().act(new ClientAction.Finished(id, lastEnd, failure));
    context.finished(this);
  }

  /** The answer to the campaign: a grant follows as an event, or came before it. */
  private final class CampaignAnswer implements Requests.Sink {
    private final long ofRound;

    CampaignAnswer(long ofRound) {
      this.ofRound = ofRound;
    }

    @Override
    public void answered(OperationResult result) {
      if (ofRound != round) {
        return;
      }
      boolean repeated = request.filter(PendingRequest::wasRepeated).isPresent();
      request = Optional.empty();
      if (result instanceof OperationResult.Failed failed) {
        refused(failed.failure());
      } else if (state == State.LEAVING) {
        cancel();
      } else if (repeated && state == State.WAITING) {
        context.resync();
      }
    }

    @Override
    public void failed(Failure failure) {
      if (ofRound == round) {
        request = Optional.empty();
        refused(failure);
      }
    }

    private void refused(Failure failure) {
      if (state == State.LEAVING) {
        finish(Optional.empty());
      } else if (state != State.WAITING) {
        return;
      } else if (failure.code() == FailureCode.REJECTED && round > 1) {
        // A leader that was behind may not have shown that it stands: then it campaigned in vain.
        rejected = Optional.of(failure);
        context.resync();
      } else if (failure.code() == FailureCode.REJECTED) {
        finish(Optional.of(failure));
      } else if (campaign.operation().onlyIfVacant()) {
        finish(Optional.empty());
      } else {
        backOff();
      }
    }
  }
}
