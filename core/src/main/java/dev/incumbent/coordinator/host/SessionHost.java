package dev.incumbent.coordinator.host;

import dev.incumbent.coordinator.StateView;
import java.util.List;
import java.util.Optional;

/**
 * Decides what a node does between its clients' streams, its peers, the replicated log and the
 * clock, without doing it.
 *
 * <p>Guarantees: on the leader, lease rules 1 to 5 ({@link LeaseTable}, {@link Proposals}, {@link
 * Withdrawals}, {@link FromLog}); that answers follow only what was applied (S-8) and that a
 * request is attributed to its answer (S-9, {@link Requests}); on every node, that reads say how
 * current they are (S-10, {@link Reads}, {@link Freshness}) and that observers miss nothing
 * unnoticed (I13, {@link Subscription}). Suspicion ends {@code ON_SUSPICION} leaderships before
 * their lease: by closing at once ({@link Closings}), by silence soon ({@link Silences}).
 *
 * <p>NOT guaranteed: that a decision is carried out. What is sent may be lost with its stream, and
 * what is submitted may never be applied; the transition tables of the roles say what follows.
 *
 * <p>Threads: one at a time; nothing blocks. Soft state only: after a restart it is built anew from
 * the applied state and from what clients and peers tell.
 *
 * <p>Time: nanoseconds of one monotonic clock, given with each event, never going back. Given the
 * same events, times and random numbers it decides the same.
 */
public final class SessionHost {
  private final Roles roles;
  private final FromLog log;
  private final Dispatch dispatch = new Dispatch();

  /** A host that follows nobody yet, on a node whose state machine stands at {@code state}. */
  public SessionHost(HostConfig config, HostPorts ports, StateView state) {
    this.roles = new Roles(config, ports, state);
    this.log = new FromLog(roles);
  }

  /** Something happened at that time: what is to be done now, in this order. */
  public List<HostAction> on(HostEvent event, long nowNanos) {
    roles.situation.time(nowNanos);
    roles.silences.at();
    event.match(dispatch);
    roles.settle();
    return roles.outbox.drain();
  }

  private final class Dispatch implements HostEvent.Cases {
    @Override
    public void becameReady(HostEvent.BecameReady event) {
      log.ready(event.term());
    }

    @Override
    public void lostLeadership(HostEvent.LostLeadership event) {
      if (roles.situation.leads()) {
        log.lost();
      }
    }

    @Override
    public void leaderKnown(HostEvent.LeaderKnown event) {
      if (roles.situation.leads() && event.term() > roles.situation.term()) {
        log.lost();
      }
      roles.situation.leader(event.term(), event.leader());
      if (roles.situation.otherLeader().isPresent()) {
        roles.notTold();
      }
    }

    @Override
    public void quorumSeen(HostEvent.QuorumSeen event) {
      roles.situation.quorum(event.quorum());
      if (!event.quorum()) {
        log.quorumLost();
      }
    }

    @Override
    public void members(HostEvent.Members event) {
      roles.situation.members(event.members());
    }

    @Override
    public void entryApplied(HostEvent.EntryApplied event) {
      log.applied(event.applied(), event.state());
    }

    @Override
    public void stateInstalled(HostEvent.StateInstalled event) {
      log.installed(event.state());
    }

    @Override
    public void submitFailed(HostEvent.SubmitFailed event) {
      log.failed(event);
    }

    @Override
    public void streamOpened(HostEvent.StreamOpened event) {
      roles.streams.opened(event.stream());
    }

    @Override
    public void received(HostEvent.Received event) {
      roles.silences.heard();
      roles
          .streams
          .find(event.stream())
          .ifPresent(stream -> FromClient.received(roles, stream, event.message()));
    }

    @Override
    public void streamClosed(HostEvent.StreamClosed event) {
      roles.streamGone(event.stream(), event.byClient());
    }

    @Override
    public void peerReceived(HostEvent.PeerReceived event) {
      event.message().match(new FromPeer(roles, event.node()));
    }

    @Override
    public void peerConnected(HostEvent.PeerConnected event) {
      roles.hearing.connected(event.node(), event.connected());
      roles.closings.forget(event.node());
      roles.peers.disconnected(event.node());
    }

    @Override
    public void congested(HostEvent.Congested event) {
      Optional<Streams.Stream> stream = roles.streams.find(event.stream());
      stream.ifPresent(one -> one.congested(event.congested()));
    }

    @Override
    public void woken(HostEvent.Woken event) {
      roles.woken();
    }

    @Override
    public void stopping(HostEvent.Stopping event) {
      roles.situation.stop();
      List<Long> ended = roles.streams.stop();
      ended.forEach(stream -> roles.streamGone(stream, false));
    }
  }
}
