package dev.incumbent.coordinator.host;

import dev.incumbent.coordinator.Applied;
import dev.incumbent.coordinator.StateView;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.PeerMessage;
import java.util.List;
import java.util.Optional;

/** What happens to a node, as its session host is told: one event at a time, with the time. */
public sealed interface HostEvent {
  /** One method for each kind of event, so that none is forgotten. */
  interface Cases {
    void becameReady(BecameReady event);

    void lostLeadership(LostLeadership event);

    void leaderKnown(LeaderKnown event);

    void quorumSeen(QuorumSeen event);

    void members(Members event);

    void entryApplied(EntryApplied event);

    void stateInstalled(StateInstalled event);

    void submitFailed(SubmitFailed event);

    void streamOpened(StreamOpened event);

    void received(Received event);

    void streamClosed(StreamClosed event);

    void peerReceived(PeerReceived event);

    void peerConnected(PeerConnected event);

    void congested(Congested event);

    void woken(Woken event);

    void stopping(Stopping event);
  }

  /** Takes the event apart: calls the one method of {@code cases} that is its kind's. */
  void match(Cases cases);

  /** This node is the leader of {@code term}, and its state has every earlier committed entry. */
  record BecameReady(long term) implements HostEvent {
    @Override
    public void match(Cases cases) {
      cases.becameReady(this);
    }
  }

  /** This node leads no more. */
  record LostLeadership() implements HostEvent {
    @Override
    public void match(Cases cases) {
      cases.lostLeadership(this);
    }
  }

  /** Who leads, as far as this node knows: the front address of the leader of {@code term}. */
  record LeaderKnown(long term, Optional<String> leader) implements HostEvent {
    @Override
    public void match(Cases cases) {
      cases.leaderKnown(this);
    }
  }

  /**
   * Whether the node is in touch with a majority: told when it changes, at most two election
   * timeouts after the majority's last answer. It counts as lost until told otherwise, and as seen
   * from {@link BecameReady} on, which is told only after a majority has committed.
   */
  record QuorumSeen(boolean quorum) implements HostEvent {
    @Override
    public void match(Cases cases) {
      cases.quorumSeen(this);
    }
  }

  /** The members of the group, told at the start and when they change. */
  record Members(List<Member> members) implements HostEvent {
    public Members {
      members = List.copyOf(members);
    }

    @Override
    public void match(Cases cases) {
      cases.members(this);
    }
  }

  /** A member of the group: its id and its front address. */
  record Member(String node, String address) {}

  /**
   * A log entry was applied here, on any node, in log order; {@code state} is the state after it.
   */
  record EntryApplied(Applied applied, StateView state) implements HostEvent {
    @Override
    public void match(Cases cases) {
      cases.entryApplied(this);
    }
  }

  /** The state was replaced by a snapshot from the leader: what happened in between is not told. */
  record StateInstalled(StateView state) implements HostEvent {
    @Override
    public void match(Cases cases) {
      cases.stateInstalled(this);
    }
  }

  /**
   * A submitted entry was not applied as submitted.
   *
   * @param surelyNot it was not and will not be appended; otherwise it may still be applied
   */
  record SubmitFailed(long randomHigh, long randomLow, boolean surelyNot) implements HostEvent {
    @Override
    public void match(Cases cases) {
      cases.submitFailed(this);
    }
  }

  /** A client opened a stream. */
  record StreamOpened(long stream) implements HostEvent {
    @Override
    public void match(Cases cases) {
      cases.streamOpened(this);
    }
  }

  /** A client's message arrived. */
  record Received(long stream, ClientMessage message) implements HostEvent {
    @Override
    public void match(Cases cases) {
      cases.received(this);
    }
  }

  /**
   * A stream is gone.
   *
   * @param byClient its other side closed or reset it; false if this node ended it
   */
  record StreamClosed(long stream, boolean byClient) implements HostEvent {
    @Override
    public void match(Cases cases) {
      cases.streamClosed(this);
    }
  }

  /**
   * A peer's message arrived: from a node that tells this leader, or from the leader that answers.
   */
  record PeerReceived(String node, PeerMessage message) implements HostEvent {
    @Override
    public void match(Cases cases) {
      cases.peerReceived(this);
    }
  }

  /** The stream to or from a peer is up ({@code true}) or gone. */
  record PeerConnected(String node, boolean connected) implements HostEvent {
    @Override
    public void match(Cases cases) {
      cases.peerConnected(this);
    }
  }

  /**
   * What was sent on a stream piles up ({@code true}), or has gone out again. Streams start
   * uncongested.
   */
  record Congested(long stream, boolean congested) implements HostEvent {
    @Override
    public void match(Cases cases) {
      cases.congested(this);
    }
  }

  /**
   * The time for which the last {@link HostAction.WakeAt} asked has come. Told after everything
   * that had been handed to the node by then, and so late if that was much: {@link OwnTime} rests
   * on it.
   */
  record Woken() implements HostEvent {
    @Override
    public void match(Cases cases) {
      cases.woken(this);
    }
  }

  /** The node was told to stop: streams end with a notice. */
  record Stopping() implements HostEvent {
    @Override
    public void match(Cases cases) {
      cases.stopping(this);
    }
  }
}
