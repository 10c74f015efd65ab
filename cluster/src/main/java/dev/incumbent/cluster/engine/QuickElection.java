package dev.incumbent.cluster.engine;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionRequestProto;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;

/**
 * Stands for election at once when the leader's process is gone.
 *
 * <p>An ordinary election, only without waiting for the timeout and without asking first whether
 * others miss the leader too: they vote as always, and only for a log that has all theirs. Raft's
 * safety does not depend on when somebody stands. A leader's read leases would, and are off.
 *
 * <p>Survivors notice together. So that they do not all vote for themselves, the one whose log
 * reaches furthest (of equal ones the first by id) stands at once, and each next one a little
 * later, unless there is a leader by then.
 *
 * <p>Threads: the line's.
 */
final class QuickElection implements LeaderLine.Watcher {

  private static final System.Logger LOG = System.getLogger(QuickElection.class.getName());

  private final RaftServer server;
  private final RaftServer.Division node;
  private final PeerLogs logs;
  private final long turnMillis;

  /**
   * @param turnMillis how long a survivor waits for the others' answers, and then for each that
   *     goes before it
   */
  QuickElection(RaftServer server, RaftServer.Division node, long turnMillis) {
    this.server = server;
    this.node = node;
    this.logs = new PeerLogs(server, node);
    this.turnMillis = turnMillis;
  }

  /** Opens the connections and loads the code that will be needed. */
  @Override
  public void onUp(LeaderLine.Leader leader) {
    var unused = logs.ask(others(leader), turnMillis);
  }

  @Override
  public void onGone(LeaderLine line, LeaderLine.Leader gone) throws InterruptedException {
    TermIndex own = logs.own();
    Map<String, TermIndex> found = logs.ask(others(gone), turnMillis);
    long before = found.entrySet().stream().filter(other -> goesBefore(other, own)).count();
    if (!line.stillCurrentAfter(gone, before * turnMillis) || !node.getInfo().isFollower()) {
      return;
    }
    LOG.log(
        System.Logger.Level.INFO,
        "Node {0} stands for election: leader {1} of term {2} refuses connections",
        node.getId(),
        gone.id(),
        Long.toString(gone.term()));
    // As if the leader had handed over to this node.
    StartLeaderElectionRequestProto request =
        StartLeaderElectionRequestProto.newBuilder()
            .setServerRequest(PeerLogs.header(node, node.getId(), RaftPeerId.valueOf(gone.id())))
            .setLeaderLastEntry(own.toProto())
            .build();
    try {
      var unused = server.startLeaderElection(request);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.INFO, "It has to wait for the election timeout", e);
    }
  }

  private List<String> others(LeaderLine.Leader leader) {
    return node.getRaftConf().getCurrentPeers().stream()
        .map(peer -> peer.getId().toString())
        .filter(id -> !id.equals(leader.id()) && !id.equals(node.getId().toString()))
        .toList();
  }

  private boolean goesBefore(Map.Entry<String, TermIndex> other, TermIndex own) {
    int order = other.getValue().compareTo(own);
    return order > 0 || (order == 0 && other.getKey().compareTo(node.getId().toString()) < 0);
  }
}
