package dev.incumbent.session;

import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.coordinator.SessionEvent;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.ElectionEvent;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.ElectionView;
import dev.incumbent.error.Failure;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
import dev.incumbent.fencing.Predecessor;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What a node sends to a client on a stream. */
public sealed interface ServerMessage {
  /** One method for each kind of message, so that none is forgotten. */
  interface Cases<R> {
    R welcome(Welcome message);

    R refused(Refused message);

    R leader(Leader message);

    R sessionState(SessionState message);

    R opened(Opened message);

    R openRefused(OpenRefused message);

    R renewed(Renewed message);

    R sessionGone(SessionGone message);

    R event(Event message);

    R response(Response message);

    R requestRefused(RequestRefused message);

    R readAnswer(ReadAnswer message);

    R readFailed(ReadFailed message);

    R resync(Resync message);

    R events(Events message);

    R moving(Moving message);
  }

  /** Takes the message apart: calls the one method of {@code cases} that is its kind's. */
  <R> R match(Cases<R> cases);

  /**
   * The answer to the handshake: who this node is and where the others are.
   *
   * @param addresses the front addresses of all members, this node's included
   */
  record Welcome(int formatVersion, String cluster, String node, List<String> addresses)
      implements ServerMessage {
    public Welcome {
      addresses = List.copyOf(addresses);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.welcome(this);
    }
  }

  /** The stream is refused (unknown format, another cluster); it ends after this. */
  record Refused(Failure failure) implements ServerMessage {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.refused(this);
    }
  }

  /**
   * Who leads, sent after {@code Welcome} and at every change.
   *
   * @param term the Raft term in which the node knows it; an older one than already seen is stale
   * @param ready this node is the leader of that term and serves
   * @param leader the leader's front address if known
   */
  record Leader(long term, boolean ready, Optional<String> leader) implements ServerMessage {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.leader(this);
    }
  }

  /**
   * The whole of what the coordinator knows of a session, after each attach at the leader: replaces
   * all that the client believes, as of {@code change}.
   */
  record SessionState(SessionId session, long change, List<Held> held, List<Queued> queued)
      implements ServerMessage {
    public SessionState {
      held = List.copyOf(held);
      queued = List.copyOf(queued);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.sessionState(this);
    }
  }

  /** A leadership that the session holds, with what was already asked of it. */
  record Held(
      ElectionName election,
      CandidateName candidate,
      FencingToken token,
      GrantId grant,
      List<String> fencesToClaim,
      List<Predecessor> predecessors,
      boolean promoted,
      Optional<SessionEvent.Withdrawn> withdrawn,
      Optional<SessionEvent.HandoverRequested> handover) {
    public Held {
      fencesToClaim = List.copyOf(fencesToClaim);
      predecessors = List.copyOf(predecessors);
    }

    /** The event that told of it. */
    public SessionEvent.Granted granted() {
      return new SessionEvent.Granted(
          election, candidate, token, grant, fencesToClaim, predecessors);
    }
  }

  /** A candidacy that waits. */
  record Queued(ElectionName election, CandidateName candidate) {}

  /**
   * The session is open. Counts as an acknowledged renewal whose send time is the first send of the
   * open.
   *
   * @param ttlMillis what the coordinator granted, fixed for the session
   */
  record Opened(SessionId session, long renewal, long ttlMillis, long change)
      implements ServerMessage {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.opened(this);
    }
  }

  /**
   * The session was not opened by this attempt, and why: its TTL or the number of sessions is out
   * of range ({@code REJECTED}), or this node cannot ({@code NO_QUORUM}, {@code NOT_LEADER}, {@code
   * UNAVAILABLE}).
   */
  record OpenRefused(SessionId session, Failure failure) implements ServerMessage {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.openRefused(this);
    }
  }

  /** A renewal's acknowledgement (lease rules 1 and 5): after every event up to {@code change}. */
  record Renewed(SessionId session, long renewal, long change) implements ServerMessage {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.renewed(this);
    }
  }

  /** The session has ended, or was never opened: whatever it held is lost. */
  record SessionGone(SessionId session) implements ServerMessage {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.sessionGone(this);
    }
  }

  /** An event of the session. */
  record Event(SessionId session, long change, SessionEvent event) implements ServerMessage {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.event(this);
    }
  }

  /**
   * The answer to a request, as the replicated state has it: the same for every attempt, and final.
   */
  record Response(SessionId session, long sequence, OperationResult result)
      implements ServerMessage {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.response(this);
    }
  }

  /**
   * This attempt at a request was refused before anything was appended to the log ({@code
   * NO_QUORUM}, {@code NOT_LEADER}, {@code UNAVAILABLE}, {@code REJECTED}). It says nothing about
   * earlier attempts of the same number: one that the state has an answer to is never refused, but
   * answered.
   */
  record RequestRefused(SessionId session, long sequence, Failure failure)
      implements ServerMessage {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.requestRefused(this);
    }
  }

  /**
   * The answer to a read.
   *
   * @param index the log index as of which it is true
   * @param linearizable it reflects every change that was acknowledged before the read was sent
   * @param ageMillis for a stale one, how old it can be; empty if unknown
   */
  record ReadAnswer(
      long id, Answer answer, long index, boolean linearizable, OptionalLong ageMillis)
      implements ServerMessage {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.readAnswer(this);
    }
  }

  /** A read that could not be answered, or a subscription that was refused. */
  record ReadFailed(long id, Failure failure) implements ServerMessage {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.readFailed(this);
    }
  }

  /**
   * The observed elections as they are, after a subscription and whenever events could not be
   * delivered without a gap: what happened in between is not told one by one.
   *
   * @param at events after this position follow
   * @param last whether the views are complete with this message (large sets come in several)
   */
  record Resync(long id, ElectionEvent.Position at, List<ElectionView> views, boolean last)
      implements ServerMessage {
    public Resync {
      views = List.copyOf(views);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.resync(this);
    }
  }

  /** Events of a subscription, in order. */
  record Events(long id, List<ElectionEvent> events) implements ServerMessage {
    public Events {
      events = List.copyOf(events);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.events(this);
    }
  }

  /** The node is stopping in good order: attach elsewhere. Not a closing by the client's side. */
  record Moving() implements ServerMessage {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.moving(this);
    }
  }
}
