package dev.incumbent.session.client;

import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.SessionEvent;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.StopSignal.Cause;
import dev.incumbent.error.Failure;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.TokenSpace;
import dev.incumbent.session.ServerMessage;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One leadership, from its grant to its end.
 *
 * <p>Guarantees: S-4 (leads only after every fence was claimed, and only if valid then), S-5 (stop,
 * wait for the work to return, then release, with the token), C-1, lease rules 4 and 5. Not for use
 * by several threads.
 *
 * <p>The bound of a promotion is one TTL, and the timeouts of its fencing actions.
 *
 * <p>The report that the promotion is complete is sent before the work begins and need not be
 * answered by then: a grant that never reported stays among the predecessors of the next one, and
 * so do all grants before it, so that a lost report makes the successor claim more, never less.
 *
 * <pre>
 * state      event                                next       done
 * PROMOTING  claimed                              LEADING    ReportPromoted, Lead
 * PROMOTING  claim failed                         RELEASING  Release PROMOTION_FAILED
 * PROMOTING  a fence has a larger token           RELEASING  RaiseFloor
 * PROMOTING  its bound is over                    ABANDONED  frozen, stop signal, Abandon
 * LEADING    the work returned by itself          RELEASING  Release RESIGNED
 * either     a cause to stop                      STOPPING   stop signal; the drain bound begins
 * STOPPING   another cause                        STOPPING   LOST ends its validity; the earlier bound counts
 * STOPPING   returned, or claimed, or failed      RELEASING  Release, unless the coordinator ended it
 * STOPPING   the drain bound is over              ABANDONED  frozen; Abandon, unless the coordinator ended it
 * ABANDONED  returned                             RELEASING  Release ABANDONED, unless it ended
 * RELEASING  answered, or the session is gone     over       or, if raised, the candidate waits again
 *
 * cause      when                                                    drain bound, from the signal
 * LOST       the lease expired, Ended, the session is gone           configured, or the margin
 * WITHDRAWN  Withdrawn: the deadline is frozen                       configured, up to the frozen deadline
 * HANDOVER   HandoverRequested, the maximum tenure is over           configured, or none
 * UNHEALTHY  the candidate's health check failed                     configured, or the deadline at the signal
 * CLOSING    the user closes the candidacy                           configured, or the deadline at the signal
 * </pre>
 */
final class LeadershipProtocol {
  /** How far it is. */
  enum State {
    PROMOTING,
    LEADING,
    STOPPING,
    ABANDONED,
    RELEASING
  }

  private final CandidacyProtocol candidacy;
  private final CandidacyContext context;
  private final SessionEvent.Granted grant;
  private final Drain drain;
  private final Releasing releasing;
  private final HandOvers handOvers;
  private State state = State.PROMOTING;
  private final EndFacts facts = new EndFacts();
  private boolean isLoss;
  private boolean leaving;
  private boolean finishes;
  private EndReason told = EndReason.RESIGNED;

  LeadershipProtocol(
      CandidacyProtocol candidacy, CandidacyContext context, SessionEvent.Granted grant) {
    this.candidacy = candidacy;
    this.context = context;
    this.grant = grant;
    drain =
        new Drain(
            context.env(), candidacy.timer(), candidacy.settings().drainNanos(), this::overrun);
    releasing = new Releasing(context, grant, facts, new ReleasingListener());
    handOvers = new HandOvers(context, grant);
  }

  FencingToken token() {
    return grant.token();
  }

  boolean isLeading() {
    return state == State.LEADING;
  }

  boolean isWorking() {
    return state != State.RELEASING;
  }

  /** Begins the promotion; the lease is valid. */
  void begin() {
    long fencing = candidacy.settings().fencingNanos() * grant.predecessors().size();
    long bound = env().nanos() + env().settings().ttlNanos() + fencing;
    TokenSpace space = new TokenSpace(context.cluster(), grant.election());
    env()
        .act(
            new ClientAction.Promote(
                candidacy.id(),
                new ClientAction.Grant(
                    space,
                    grant.candidate(),
                    grant.token(),
                    grant.grant(),
                    grant.fencesToClaim(),
                    grant.predecessors(),
                    context.generation()),
                bound));
    drain.until(bound);
  }

  void claimed() {
    if (state != State.PROMOTING) {
      workReturned();
      return;
    }
    drain.end();
    state = State.LEADING;
    facts.started();
    candidacy
        .settings()
        .maxTenureNanos()
        .ifPresent(nanos -> env().after(tenureTimer(), nanos, this::tenureOver));
    context.submit(new Operation.ReportPromoted(grant.election(), token()), new Unheard());
    env().act(new ClientAction.Lead(candidacy.id(), token()));
  }

  void claimFailed(Failure why) {
    facts.failed(why);
    workReturned();
  }

  /** The work has returned, or it is known that it never begins. */
  void workReturned() {
    if (state == State.RELEASING) {
      return;
    }
    finishes = leaving || state == State.LEADING;
    isLoss = facts.isLoss();
    told = facts.told(state);
    drain.end();
    env().act(new ClientAction.Ended(candidacy.id(), token(), told));
    Optional<EndReason> release = facts.released(state);
    OptionalLong refused = state == State.PROMOTING ? facts.refused() : OptionalLong.empty();
    state = State.RELEASING;
    if (release.isEmpty()) {
      over();
      return;
    }
    if (leaving) {
      letLeaveReturn();
    }
    if (refused.isPresent()) {
      releasing.raise(refused.getAsLong());
    } else {
      releasing.release(release.get());
    }
  }

  /** Whether a grant with that token takes its place, because its fences have seen its own. */
  boolean isRaising(FencingToken token) {
    return releasing.isRaising(token);
  }

  /** The grant that takes its place is there. */
  void raised() {
    releasing.granted();
  }

  /** Its lease is no longer valid (lease rule 4). */
  void leaseLost() {
    if (state != State.RELEASING) {
      facts.lost();
      stop(Cause.LOST);
    }
  }

  /** The coordinator ended it, or no longer knows it. */
  void ended(EndReason reason) {
    if (facts.ended(reason) && state != State.RELEASING) {
      stop(Cause.LOST);
    }
  }

  /** The session is gone: no answer to a release will come. */
  void sessionGone() {
    boolean waits = state == State.RELEASING;
    ended(EndReason.LOST);
    if (waits) {
      over();
    }
  }

  void withdrawn(EndReason reason) {
    if (state != State.RELEASING && facts.withdrawn(reason)) {
      env().act(new ClientAction.Freeze(candidacy.id(), token()));
      stop(Cause.WITHDRAWN);
    }
  }

  void handOverRequested(Operation.Successor to) {
    if (state != State.RELEASING) {
      facts.handOverTo(to);
      stop(Cause.HANDOVER);
    }
  }

  void handOver(long call, CandidateName to, long delayNanos) {
    handOvers.ask(call, to, delayNanos);
  }

  /** Its health check failed. */
  void unhealthy(String why) {
    if (state == State.PROMOTING || state == State.LEADING) {
      facts.unhealthy(why);
      stop(Cause.UNHEALTHY);
    }
  }

  private Timers.Key tenureTimer() {
    return new Timers.Key(Timers.Kind.TENURE, candidacy.id());
  }

  private void tenureOver() {
    if (state == State.LEADING) {
      facts.detail("its maximum tenure is over");
      stop(Cause.HANDOVER);
    }
  }

  void leave() {
    leaving = true;
    if (state == State.ABANDONED) {
      context.leaveReturns(candidacy);
    } else if (state == State.RELEASING) {
      finishes = true;
      letLeaveReturn();
    } else {
      stop(Cause.CLOSING);
    }
  }

  /** What the coordinator knows now. */
  void state(Optional<ServerMessage.Held> held) {
    if (held.isEmpty() || !held.get().token().equals(token())) {
      ended(EndReason.LOST);
      return;
    }
    held.get().withdrawn().ifPresent(it -> withdrawn(it.reason()));
    held.get().handover().ifPresent(it -> handOverRequested(it.to()));
  }

  private void stop(Cause cause) {
    env().act(new ClientAction.Stop(candidacy.id(), token(), cause));
    if (state == State.ABANDONED) {
      return;
    }
    state = State.STOPPING;
    drain.begin(cause, context.lease());
  }

  /** The promotion or the drain overran its bound: nothing is released (S-5). */
  private void overrun() {
    state = State.ABANDONED;
    env().act(new ClientAction.Freeze(candidacy.id(), token()));
    env().act(new ClientAction.Stop(candidacy.id(), token(), Cause.WITHDRAWN));
    String what = "leadership " + token() + " of " + grant.candidate() + " in " + grant.election();
    env().warn(what + " is abandoned: its work did not return in time");
    if (!facts.isEnded()) {
      context.submit(new Operation.Abandon(grant.election(), token()), new Unheard());
    }
    if (leaving) {
      context.leaveReturns(candidacy);
    }
  }

  /** Closing waits for the release to be answered, but not longer than the lease runs anyway. */
  private void letLeaveReturn() {
    long bound = context.lease().map(Lease::deadlineNanos).orElseGet(() -> env().nanos());
    env().timers().set(candidacy.timer(), bound, () -> context.leaveReturns(candidacy));
  }

  private void over() {
    drain.end();
    env().timers().cancel(tenureTimer());
    handOvers.over(told == EndReason.HANDED_OVER);
    candidacy.over(new LeadershipOutcome(told, finishes, isLoss, facts.failure()));
  }

  private final class ReleasingListener implements Releasing.Listener {
    @Override
    public void over() {
      LeadershipProtocol.this.over();
    }

    @Override
    public void raised(boolean repeated) {
      handOvers.over(false);
      candidacy.raised(repeated);
    }
  }

  private Environment env() {
    return context.env();
  }
}
