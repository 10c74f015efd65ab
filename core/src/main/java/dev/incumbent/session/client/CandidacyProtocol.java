package dev.incumbent.session.client;

import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.SessionEvent;
import dev.incumbent.election.EndReason;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.session.ServerMessage;
import java.util.Optional;

/**
 * One candidate's standing in one election: campaigns while it is fit to, and hands each grant to a
 * {@link LeadershipProtocol}.
 *
 * <p>Guarantees: C-1 (one end for each grant; no two leaderships of one candidate overlap), S-5 (no
 * new campaign before the work of the last leadership has returned and was released), L-5. Not for
 * use by several threads.
 */
final class CandidacyProtocol implements QueuePlace.Listener {
  private final long id;
  private final CandidacySettings settings;
  private final CandidacyContext context;
  private final QueuePlace place;
  private final HealthWatch health;
  private final Preference preference;
  private final Entry entry;
  private final UnusedGrants unused;
  private final CampaignRetries retries;
  private CandidacyState state = CandidacyState.IDLE;
  private boolean left;
  private Optional<LeadershipProtocol> leadership = Optional.empty();
  private Optional<EndReason> lastEnd = Optional.empty();
  private Optional<Failure> rejected = Optional.empty();
  private long largestToken;
  private long campaigns;

  CandidacyProtocol(ClientEvent.Campaign event, CandidacyContext context) {
    id = event.candidacy();
    entry = new Entry(context, event.operation());
    settings = event.settings();
    this.context = context;
    place = new QueuePlace(context, this);
    health = new HealthWatch(context.env(), id, settings.health(), this::healthChanged);
    unused = new UnusedGrants(context, operation().election(), this::unusedGivenBack);
    retries = new CampaignRetries(context.env(), timer(), this::start);
    preference = new Preference(context, id, event.operation(), settings.preference());
  }

  long id() {
    return id;
  }

  Operation.Campaign operation() {
    return entry.campaign();
  }

  CandidacySettings settings() {
    return settings;
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

  /** Campaigns, as soon as it is known to be fit. */
  void begin() {
    health.begin();
    start();
  }

  void granted(SessionEvent.Granted grant) {
    leadership.filter(it -> it.isRaising(grant.token())).ifPresent(LeadershipProtocol::raised);
    largestToken = Math.max(largestToken, grant.token().value());
    if (state != CandidacyState.WAITING) {
      unused.release(
          grant.token(), left || health.isFit() ? EndReason.RESIGNED : EndReason.UNHEALTHY);
      return;
    }
    preference.end();
    if (context.lease().isEmpty()) {
      state = CandidacyState.IDLE;
      lastEnd = Optional.of(EndReason.PROMOTION_FAILED);
      unused.giveBack(grant.token());
      return;
    }
    state = CandidacyState.LEADING;
    leadership = Optional.of(new LeadershipProtocol(this, context, grant));
    context.holds(this, grant.token());
    leadership.get().begin();
  }

  /** What the coordinator knows of the session now, for this candidacy. */
  void state(Optional<ServerMessage.Held> held, boolean queued) {
    Optional<Failure> doubted = rejected;
    rejected = Optional.empty();
    boolean replaced =
        held.isPresent() && leadership.filter(it -> it.isRaising(held.get().token())).isPresent();
    if (leadership.isPresent() && !replaced) {
      leadership.get().state(held);
    } else if (held.isPresent()) {
      granted(held.get().granted());
      leadership.ifPresent(begun -> begun.state(held));
    } else if (state == CandidacyState.WAITING && !place.isUnanswered() && !queued) {
      doubted.ifPresentOrElse(it -> finish(doubted), this::backOff);
    }
  }

  void sessionGone() {
    rejected = Optional.empty();
    preference.end();
    place.forget();
    if (leadership.isPresent()) {
      leadership.get().sessionGone();
    } else if (state == CandidacyState.WAITING) {
      start();
    } else if (state == CandidacyState.LEAVING) {
      left();
    }
    unused.sessionGone();
  }

  /** The user closes it. */
  void leave() {
    left = true;
    switch (state) {
      case IDLE, ASIDE -> finish(Optional.empty());
      case WAITING -> leaveQueue();
      case LEADING -> leadership.ifPresent(LeadershipProtocol::leave);
      case LEAVING -> boundLeaving();
      case FINISHED -> {}
    }
  }

  /** The user asks for a planned hand-over. */
  void handOver(ClientEvent.HandOver event) {
    if (leadership.filter(LeadershipProtocol::isLeading).isPresent()) {
      leadership.get().handOver(event.call(), event.to(), event.delayNanos());
    } else {
      context.env().act(new ClientAction.Fail(event.call(), HandOvers.notLed(operation())));
    }
  }

  /** The user shows observers something else from now on. */
  void updateMetadata(ClientEvent.UpdateMetadata event) {
    entry.update(event, isWorking() || (state == CandidacyState.WAITING && !place.isUnanswered()));
  }

  void checked(ClientEvent.Checked event) {
    health.checked(event.check(), event.failure());
  }

  /** Whether the coordinator may say that it holds that token: never one that it had before. */
  boolean expects(FencingToken token) {
    return leadership
        .map(it -> it.token().equals(token) || it.isRaising(token))
        .orElse(token.value() > largestToken);
  }

  /** Its leadership never began, and has ended for a new one: it stands where it stood. */
  void raised(boolean repeated) {
    leadership.ifPresent(it -> context.holdsNoMore(this, it.token()));
    leadership = Optional.empty();
    lastEnd = Optional.of(EndReason.PROMOTION_FAILED);
    state = CandidacyState.WAITING;
    if (left || !health.isFit()) {
      leaveQueue();
    } else if (repeated) {
      context.resync();
    }
  }

  /** Its leadership is over: its work has returned, or never began, and the coordinator knows. */
  void over(LeadershipOutcome outcome) {
    leadership.ifPresent(it -> context.holdsNoMore(this, it.token()));
    leadership = Optional.empty();
    state = CandidacyState.IDLE;
    lastEnd = Optional.of(outcome.reason());
    if (outcome.finishes() || (outcome.isLoss() && !settings.againAfterLoss())) {
      finish(Optional.empty());
    } else if (outcome.failure().isPresent()) {
      promotionFailed(outcome.failure().get());
    } else {
      retries.succeeded();
      start();
    }
  }

  @Override
  public void entered(boolean repeated) {
    entry.entered();
    if (state == CandidacyState.WAITING) {
      preference.begin();
      if (repeated) {
        context.resync();
      }
    }
  }

  @Override
  public void refused(Failure failure) {
    if (state != CandidacyState.WAITING) {
      return;
    }
    if (failure.code() == FailureCode.REJECTED && campaigns > 1) {
      // A leader that was behind may not have shown that it stands: then it campaigned in vain.
      rejected = Optional.of(failure);
      context.resync();
    } else if (failure.code() == FailureCode.REJECTED) {
      finish(Optional.of(failure));
    } else if (operation().onlyIfVacant()) {
      finish(Optional.empty());
    } else {
      backOff();
    }
  }

  @Override
  public void left() {
    if (left) {
      finish(Optional.empty());
    } else {
      start();
    }
  }

  private void start() {
    context.env().timers().cancel(timer());
    if (health.isFit()) {
      state = CandidacyState.WAITING;
      campaigns++;
      place.enter(entry.entering());
    } else if (health.isUnfit() && operation().onlyIfVacant()) {
      finish(Optional.empty());
    } else {
      state = CandidacyState.ASIDE;
    }
  }

  private void healthChanged() {
    if (!health.isFit()) {
      context.env().warn(entry + " is " + health.why());
    }
    switch (state) {
      case ASIDE -> start();
      case WAITING -> leaveQueue();
      case LEADING ->
          leadership.filter(it -> !health.isFit()).ifPresent(it -> it.unhealthy(health.why()));
      case IDLE, LEAVING, FINISHED -> {}
    }
  }

  private void promotionFailed(Failure failure) {
    context.env().warn("promotion of " + entry + ": " + failure.message());
    if (operation().onlyIfVacant()) {
      finish(Optional.of(failure));
    } else {
      backOff();
    }
  }

  private void backOff() {
    state = CandidacyState.IDLE;
    preference.end();
    place.forget();
    retries.failed();
  }

  private void leaveQueue() {
    state = CandidacyState.LEAVING;
    preference.end();
    if (!place.leave(operation())) {
      left();
    } else if (left) {
      boundLeaving();
    }
  }

  private void boundLeaving() {
    Environment env = context.env();
    long bound = env.nanos() + env.settings().timeoutNanos().orElse(env.settings().ttlNanos());
    env.timers().setUnlessEarlier(timer(), bound, () -> context.leaveReturns(this));
  }

  /** Until then it stands, and would be refused if it campaigned. */
  private void unusedGivenBack() {
    if (state == CandidacyState.IDLE) {
      backOff();
    }
  }

  private void finish(Optional<Failure> failure) {
    state = CandidacyState.FINISHED;
    health.end();
    preference.end();
    context.env().timers().cancel(timer());
    context.env().act(new ClientAction.Finished(id, lastEnd, failure));
    context.finished(this);
  }
}
