package dev.incumbent.session;

import dev.incumbent.coordinator.Operation;
import dev.incumbent.election.ElectionEvent;
import dev.incumbent.election.ElectionName;
import java.util.List;
import java.util.Optional;

/**
 * What a client sends to a node on a stream. The first message of a stream is {@link Hello}; one
 * stream carries at most one session.
 */
public sealed interface ClientMessage {
  /** One method for each kind of message, so that none is forgotten. */
  interface Cases<R> {
    R hello(Hello message);

    R attach(Attach message);

    R open(Open message);

    R renew(Renew message);

    R request(Request message);

    R close(Close message);

    R read(Read message);

    R observe(Observe message);

    R unobserve(Unobserve message);
  }

  /** Takes the message apart: calls the one method of {@code cases} that is its kind's. */
  <R> R match(Cases<R> cases);

  /**
   * The handshake, first on every stream.
   *
   * @param formatVersion the client's {@code WireFormat.VERSION}; an unknown one is refused by name
   * @param cluster the cluster id that the client has met before, if any; another is refused
   */
  record Hello(int formatVersion, Optional<String> cluster) implements ClientMessage {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.hello(this);
    }
  }

  /**
   * Attaches a session to this node: its main attachment at the leader, a passive one elsewhere.
   *
   * @param attachment numbered by the client from 1, one more for each attach of the session at any
   *     node
   * @param processedChange the change number that the client has processed; 0 for none
   */
  record Attach(SessionId session, long attachment, long processedChange) implements ClientMessage {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.attach(this);
    }
  }

  /**
   * Opens the session attached here; repeated with the same content until answered. Leader only.
   *
   * @param renewal numbered as a renewal, because the answer is one
   */
  record Open(SessionId session, long renewal, long ttlMillis, String client)
      implements ClientMessage {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.open(this);
    }
  }

  /**
   * Renews the session's lease. Leader only.
   *
   * @param renewal its number: one more for each send, never used twice
   * @param processedChange the change number that the client has processed
   */
  record Renew(SessionId session, long renewal, long processedChange) implements ClientMessage {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.renew(this);
    }
  }

  /** Asks for a change. Leader only. Sent again, with the same number, until answered. */
  record Request(SessionId session, long sequence, long acknowledged, Operation operation)
      implements ClientMessage {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.request(this);
    }
  }

  /** Ends the session. Leader only. */
  record Close(SessionId session) implements ClientMessage {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.close(this);
    }
  }

  /**
   * Reads.
   *
   * @param id the client's number for it, unique on the stream
   * @param stale answer at once from this node's state, with its age; else from the leader,
   *     linearizable
   */
  record Read(long id, Query query, boolean stale) implements ClientMessage {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.read(this);
    }
  }

  /**
   * Subscribes to events on this stream, at any node.
   *
   * @param id the client's number for it, unique on the stream
   * @param elections which; empty means all
   * @param after the position up to which the observer has seen everything; empty for a first
   *     subscription. The node first catches up to it, then answers with a {@code Resync}
   */
  record Observe(long id, List<ElectionName> elections, Optional<ElectionEvent.Position> after)
      implements ClientMessage {
    public Observe {
      elections = List.copyOf(elections);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.observe(this);
    }
  }

  /** Ends a subscription. */
  record Unobserve(long id) implements ClientMessage {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.unobserve(this);
    }
  }
}
