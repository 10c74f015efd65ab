package dev.incumbent.session;

import java.util.List;

/**
 * What a node tells the Raft leader on a stream of its own: which sessions' attachments here were
 * closed by the client's side, and, in the answer, how fresh its own state is.
 */
public sealed interface PeerMessage {
  /** One method for each kind of message, so that none is forgotten. */
  interface Cases<R> {
    R hello(Hello message);

    R attachments(Attachments message);

    R probe(Probe message);

    R confirmed(Confirmed message);
  }

  /** Takes the message apart: calls the one method of {@code cases} that is its kind's. */
  <R> R match(Cases<R> cases);

  /** The handshake, first on the stream, in both directions. */
  record Hello(int formatVersion, String cluster, String node) implements PeerMessage {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.hello(this);
    }
  }

  /**
   * The newest attachment of each listed session at this node, told on every change, and in full
   * (in pieces) to each new leader.
   */
  record Attachments(List<Attachment> attachments) implements PeerMessage {
    public Attachments {
      attachments = List.copyOf(attachments);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.attachments(this);
    }
  }

  /**
   * A session's newest attachment at the node that tells, and whether the client's side has closed
   * it.
   */
  record Attachment(SessionId session, long attachment, boolean closed) {}

  /**
   * Asks the leader to confirm itself; sent regularly, and the sign by which the leader hears the
   * node.
   */
  record Probe(long number) implements PeerMessage {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.probe(this);
    }
  }

  /**
   * The leader confirmed itself by an entry submitted after the probe arrived: a node that has
   * applied {@code index} knows everything acknowledged before it sent that probe (S-10).
   */
  record Confirmed(long number, long term, long index) implements PeerMessage {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.confirmed(this);
    }
  }
}
