package dev.incumbent.cluster.engine;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftConfiguration;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.raftlog.RaftLog;

/** Reads a running node's state, field by field; the fields may be a few events apart. */
final class StatusReader {

  private final RaftServer.Division node;
  private final Snapshots snapshots;
  private final ContactWatch contact;

  StatusReader(RaftServer.Division node, Snapshots snapshots, ContactWatch contact) {
    this.node = node;
    this.snapshots = snapshots;
    this.contact = contact;
  }

  EngineStatus read(boolean stopped) {
    DivisionInfo info = node.getInfo();
    EngineStatus.Role role = stopped || !info.isAlive() ? EngineStatus.Role.STOPPED : role(info);
    return new EngineStatus(
        role, info.getCurrentTerm(), leaderId(), log(info), contact(role, info));
  }

  Optional<String> leaderId() {
    return Optional.ofNullable(node.getInfo().getLeaderId()).map(Object::toString);
  }

  private static EngineStatus.Role role(DivisionInfo info) {
    return switch (info.getCurrentRole()) {
      case LEADER ->
          info.isLeaderReady() ? EngineStatus.Role.LEADER_READY : EngineStatus.Role.LEADER;
      case CANDIDATE -> EngineStatus.Role.CANDIDATE;
      case FOLLOWER, LISTENER -> EngineStatus.Role.FOLLOWER;
      case UNRECOGNIZED -> throw new IllegalStateException("an unknown role");
    };
  }

  private EngineStatus.Log log(DivisionInfo info) {
    RaftLog log = node.getRaftLog();
    TermIndex last = log.getLastEntryTermIndex();
    long snapshot = snapshots.newestIndex();
    return new EngineStatus.Log(
        log.getStartIndex(),
        last == null ? snapshot : last.getIndex(),
        log.getLastCommittedIndex(),
        info.getLastAppliedIndex(),
        snapshot);
  }

  private EngineStatus.Contact contact(EngineStatus.Role role, DivisionInfo info) {
    Map<String, RaftPeer> voters = voters();
    OptionalLong age =
        switch (role) {
          case LEADER_READY, LEADER ->
              OptionalLong.of(contact.majorityAgeNanos(node.getId().toString(), voters.values()));
          case FOLLOWER -> followerAge(info);
          case CANDIDATE, STOPPED -> OptionalLong.empty();
        };
    return new EngineStatus.Contact(voters.keySet().stream().toList(), age);
  }

  private static OptionalLong followerAge(DivisionInfo info) {
    long millis =
        info.getRoleInfoProto().getFollowerInfo().getLeaderInfo().getLastRpcElapsedTimeMs();
    return info.getLeaderId() == null
        ? OptionalLong.empty()
        : OptionalLong.of(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  /** In the order of their ids. */
  Map<String, RaftPeer> voters() {
    RaftConfiguration configuration = node.getRaftConf();
    Collection<RaftPeer> peers = configuration.getCurrentPeers();
    Map<String, RaftPeer> byId = new LinkedHashMap<>();
    peers.stream()
        .sorted((a, b) -> a.getId().toString().compareTo(b.getId().toString()))
        .forEach(peer -> byId.put(peer.getId().toString(), peer));
    return byId;
  }
}
