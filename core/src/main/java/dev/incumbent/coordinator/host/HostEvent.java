package dev.incumbent.coordinator.host;

import dev.incumbent.coordinator.Applied;
import dev.incumbent.coordinator.StateView;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.PeerMessage;
import java.util.List;
import java.util.Optional;

/** What happens to a node, as its session host is told: one event at a time, with the time. */
public sealed interface HostEvent {
  /** This node is the leader of {@code term}, and its state has every earlier committed entry. */
  record BecameReady(long term) implements HostEvent {}

  /** This node leads no more. */
  record LostLeadership() implements HostEvent {}

  /** Who leads, as far as this node knows: the front address of the leader of {@code term}. */
  record LeaderKnown(long term, Optional<String> leader) implements HostEvent {}

  /**
   * Whether the node is in touch with a majority: told when it changes, at most two election
   * timeouts after the majority's last answer.
   */
  record QuorumSeen(boolean quorum) implements HostEvent {}

  /** The members of the group, told at the start and when they change. */
  record Members(List<Member> members) implements HostEvent {
    public Members {
      members = List.copyOf(members);
    }
  }

  /** A member of the group: its id and its front address. */
  record Member(String node, String address) {}

  /**
   * A log entry was applied here, on any node, in log order; {@code state} is the state after it.
   */
  record EntryApplied(Applied applied, StateView state) implements HostEvent {}

  /** The state was replaced by a snapshot from the leader: what happened in between is not told. */
  record StateInstalled(StateView state) implements HostEvent {}

  /**
   * A submitted entry was not applied as submitted.
   *
   * @param surelyNot it was not and will not be appended; otherwise it may still be applied
   */
  record SubmitFailed(long randomHigh, long randomLow, boolean surelyNot) implements HostEvent {}

  /** A client opened a stream. */
  record StreamOpened(long stream) implements HostEvent {}

  /** A client's message arrived. */
  record Received(long stream, ClientMessage message) implements HostEvent {}

  /**
   * A stream is gone.
   *
   * @param byClient its other side closed or reset it; false if this node ended it
   */
  record StreamClosed(long stream, boolean byClient) implements HostEvent {}

  /**
   * A peer's message arrived: from a node that tells this leader, or from the leader that answers.
   */
  record PeerReceived(String node, PeerMessage message) implements HostEvent {}

  /** The stream to or from a peer is up ({@code true}) or gone. */
  record PeerConnected(String node, boolean connected) implements HostEvent {}

  /** The time for which a {@link HostAction.WakeAt} asked has come. */
  record Woken() implements HostEvent {}

  /** The node was told to stop: streams end with a notice. */
  record Stopping() implements HostEvent {}
}
