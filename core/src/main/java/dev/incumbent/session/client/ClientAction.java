package dev.incumbent.session.client;

import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.CoordinatorHealth;
import dev.incumbent.election.ElectionEvent;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.ElectionView;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.StopSignal;
import dev.incumbent.error.Failure;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
import dev.incumbent.fencing.Predecessor;
import dev.incumbent.fencing.TokenSpace;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.ServerMessage;
import java.util.List;
import java.util.Optional;

/**
 * What the protocol wants done, in this order. The host obeys and decides nothing; each action
 * about a candidacy or a lease has taken effect before the next event is told.
 */
public sealed interface ClientAction {
  /** One method for each kind, so that none is forgotten. */
  interface Cases<R> {
    R connect(Connect action);

    R disconnect(Disconnect action);

    R send(Send action);

    R leaseMoved(LeaseMoved action);

    R leaseLost(LeaseLost action);

    R answer(Answer action);

    R answerRead(AnswerRead action);

    R fail(Fail action);

    R resync(Resync action);

    R told(Told action);

    R observerConnected(ObserverConnected action);

    R jeopardy(Jeopardy action);

    R availability(Availability action);

    R checkHealth(CheckHealth action);

    R promote(Promote action);

    R lead(Lead action);

    R freeze(Freeze action);

    R stop(Stop action);

    R ended(Ended action);

    R leaveReturns(LeaveReturns action);

    R finished(Finished action);

    R log(Log action);

    R closed(Closed action);
  }

  /** Calls the one method of {@code cases} that is its kind's. */
  <R> R match(Cases<R> cases);

  /** Open a stream to the node at this front address. */
  record Connect(long connection, String address) implements ClientAction {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.connect(this);
    }
  }

  /** End a stream; no {@code Disconnected} need follow. */
  record Disconnect(long connection) implements ClientAction {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.disconnect(this);
    }
  }

  /** Send on a stream; dropped if it is gone. */
  record Send(long connection, ClientMessage message) implements ClientAction {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.send(this);
    }
  }

  /**
   * The leaderships of this generation are valid as this lease says, unless a thread of the user's
   * has seen the generation's lease expired before: then tell {@code LeaseSeenExpired}.
   */
  record LeaseMoved(long generation, Lease lease) implements ClientAction {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.leaseMoved(this);
    }
  }

  /** Every leadership of this generation is lost for good (lease rule 4). */
  record LeaseLost(long generation) implements ClientAction {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.leaseLost(this);
    }
  }

  /** The leaderships of this generation are in jeopardy, or are safe again: tell their tasks. */
  record Jeopardy(long generation, boolean inJeopardy) implements ClientAction {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.jeopardy(this);
    }
  }

  /**
   * What the coordinator can do for its clients has changed.
   *
   * @param why for people
   */
  record Availability(CoordinatorHealth.State state, String why) implements ClientAction {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.availability(this);
    }
  }

  /** Run the candidate's health check on a thread of its own; then tell {@code Checked}. */
  record CheckHealth(long candidacy, long check) implements ClientAction {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.checkHealth(this);
    }
  }

  /** A change has this answer. */
  record Answer(long call, OperationResult result) implements ClientAction {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.answer(this);
    }
  }

  /** A read has this answer. */
  record AnswerRead(long call, ServerMessage.ReadAnswer answer) implements ClientAction {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.answerRead(this);
    }
  }

  /** A call has failed. */
  record Fail(long call, Failure failure) implements ClientAction {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.fail(this);
    }
  }

  /** Tell an observer what is, instead of what happened. */
  record Resync(long observation, ElectionEvent.Position at, List<ElectionView> views)
      implements ClientAction {
    public Resync {
      views = List.copyOf(views);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.resync(this);
    }
  }

  /** Tell an observer what happened. */
  record Told(long observation, List<ElectionEvent> events) implements ClientAction {
    public Told {
      events = List.copyOf(events);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.told(this);
    }
  }

  /** Tell an observer whether it is connected. */
  record ObserverConnected(long observation, boolean connected) implements ClientAction {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.observerConnected(this);
    }
  }

  /**
   * Make the leadership on the candidacy's own thread: claim its fences, then fence its
   * predecessors by action, within the bound; then tell {@code Claimed} or {@code ClaimFailed}.
   *
   * @param boundNanos the reading of the monotonic clock up to which a claim or an action may be
   *     begun
   */
  record Promote(long candidacy, Grant grant, long boundNanos) implements ClientAction {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.promote(this);
    }
  }

  /** The word to lead: check once more that the leadership is valid, and run the work. */
  record Lead(long candidacy, FencingToken token) implements ClientAction {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.lead(this);
    }
  }

  /** Fix the leadership's lease as it is now: later renewals do not move it (lease rule 5). */
  record Freeze(long candidacy, FencingToken token) implements ClientAction {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.freeze(this);
    }
  }

  /**
   * Set the stop signal, if it is not set. With {@code LOST} the leadership is not valid from now
   * on.
   */
  record Stop(long candidacy, FencingToken token, StopSignal.Cause cause) implements ClientAction {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.stop(this);
    }
  }

  /**
   * The leadership is over, and its work has returned or never began: if it began, tell the task
   * that it has ended; if its thread waits for the word to lead, send it away.
   */
  record Ended(long candidacy, FencingToken token, EndReason reason) implements ClientAction {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.ended(this);
    }
  }

  /** Whoever waits for the candidacy to close waits no longer; its work may still run. */
  record LeaveReturns(long candidacy) implements ClientAction {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.leaveReturns(this);
    }
  }

  /**
   * The candidacy is over.
   *
   * @param last why its last leadership ended; empty if it never led
   * @param failure why it cannot stand at all, if that is the reason
   */
  record Finished(long candidacy, Optional<EndReason> last, Optional<Failure> failure)
      implements ClientAction {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.finished(this);
    }
  }

  /** Something worth a line in the log. */
  record Log(boolean warning, String message) implements ClientAction {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.log(this);
    }
  }

  /** The client is closed: end what is left. */
  record Closed() implements ClientAction {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.closed(this);
    }
  }

  /**
   * A leadership as it was granted.
   *
   * @param generation the lease that it lives by
   */
  record Grant(
      TokenSpace space,
      CandidateName candidate,
      FencingToken token,
      GrantId grant,
      List<String> fencesToClaim,
      List<Predecessor> predecessors,
      long generation) {
    public Grant {
      fencesToClaim = List.copyOf(fencesToClaim);
      predecessors = List.copyOf(predecessors);
    }

    /** The election. */
    public ElectionName election() {
      return space.election();
    }
  }
}
