package dev.incumbent.session.client;

import dev.incumbent.codec.Bytes;
import dev.incumbent.coordinator.Operation;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.ElectionName;
import dev.incumbent.error.Failure;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.session.Query;
import dev.incumbent.session.ServerMessage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What happens to a client, as its protocol is told: one at a time, with the time. Calls,
 * candidacies and observations are numbered by the host, each number used once.
 */
public sealed interface ClientEvent {
  /** One method for each kind, so that none is forgotten. */
  interface Cases<R> {
    R started(Started event);

    R woken(Woken event);

    R received(Received event);

    R disconnected(Disconnected event);

    R leaseSeenExpired(LeaseSeenExpired event);

    R change(Change event);

    R ask(Ask event);

    R observe(Observe event);

    R observerOverflowed(ObserverOverflowed event);

    R unobserve(Unobserve event);

    R campaign(Campaign event);

    R claimed(Claimed event);

    R claimFailed(ClaimFailed event);

    R workReturned(WorkReturned event);

    R checked(Checked event);

    R updateMetadata(UpdateMetadata event);

    R handOver(HandOver event);

    R leave(Leave event);

    R close(Close event);
  }

  /** Calls the one method of {@code cases} that is its kind's. */
  <R> R match(Cases<R> cases);

  /** The client begins to connect. */
  record Started() implements ClientEvent {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.started(this);
    }
  }

  /** The time that the protocol asked to be woken at has come. */
  record Woken() implements ClientEvent {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.woken(this);
    }
  }

  /** A message arrived on a connection. */
  record Received(long connection, ServerMessage message) implements ClientEvent {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.received(this);
    }
  }

  /**
   * A connection could not be made, or is gone.
   *
   * @param why for people
   */
  record Disconnected(long connection, String why) implements ClientEvent {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.disconnected(this);
    }
  }

  /**
   * A thread of the user's found a lease expired before the protocol did, and has already acted on
   * it: it is never valid again (lease rule 4).
   */
  record LeaseSeenExpired(long generation) implements ClientEvent {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.leaseSeenExpired(this);
    }
  }

  /** A user asks for a change. */
  record Change(long call, Operation operation) implements ClientEvent {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.change(this);
    }
  }

  /**
   * A user reads.
   *
   * @param node the address of the node to ask; empty for any that can answer
   */
  record Ask(long call, Query query, boolean stale, Optional<String> node) implements ClientEvent {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.ask(this);
    }
  }

  /** A user observes elections, or all if none is listed. */
  record Observe(long observation, List<ElectionName> elections) implements ClientEvent {
    public Observe {
      elections = List.copyOf(elections);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.observe(this);
    }
  }

  /** An observer fell behind by more than its queue holds: it needs a resync. */
  record ObserverOverflowed(long observation) implements ClientEvent {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.observerOverflowed(this);
    }
  }

  /** A user ends an observation. */
  record Unobserve(long observation) implements ClientEvent {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.unobserve(this);
    }
  }

  /** A user campaigns. */
  record Campaign(long candidacy, Operation.Campaign operation, CandidacySettings settings)
      implements ClientEvent {
    /** A campaign of which only the drain bound and what happens after a loss are said. */
    public Campaign(
        long candidacy,
        Operation.Campaign operation,
        OptionalLong drainNanos,
        boolean againAfterLoss) {
      this(candidacy, operation, CandidacySettings.of(drainNanos, againAfterLoss));
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.campaign(this);
    }
  }

  /** Every fence was claimed; the candidacy's thread waits for the word to lead. */
  record Claimed(long candidacy, FencingToken token) implements ClientEvent {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.claimed(this);
    }
  }

  /** A fence was not claimed; nothing was led. */
  record ClaimFailed(long candidacy, FencingToken token, Failure failure) implements ClientEvent {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.claimFailed(this);
    }
  }

  /** The work has returned or never began, and no call under the leadership is in flight. */
  record WorkReturned(long candidacy, FencingToken token) implements ClientEvent {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.workReturned(this);
    }
  }

  /**
   * A candidate's health check has returned.
   *
   * @param check the number under which it was asked for
   * @param failure why it failed, for people; empty if it passed
   */
  record Checked(long candidacy, long check, Optional<String> failure) implements ClientEvent {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.checked(this);
    }
  }

  /** A user changes what observers are shown of a candidate. */
  record UpdateMetadata(long call, long candidacy, Bytes metadata) implements ClientEvent {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.updateMetadata(this);
    }
  }

  /**
   * A user asks for a planned hand-over.
   *
   * @param delayNanos how long the leadership goes on before it is asked to, 0 for not at all
   */
  record HandOver(long call, long candidacy, CandidateName to, long delayNanos)
      implements ClientEvent {
    /** At once. */
    public HandOver(long call, long candidacy, CandidateName to) {
      this(call, candidacy, to, 0);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.handOver(this);
    }
  }

  /** A user closes a candidacy. */
  record Leave(long candidacy) implements ClientEvent {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.leave(this);
    }
  }

  /** The user closes the client. */
  record Close() implements ClientEvent {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.close(this);
    }
  }
}
