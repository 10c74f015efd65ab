package dev.incumbent.cluster.engine;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.proto.RaftProtos.RaftGroupIdProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;

/**
 * Asks other voters how far their logs reach.
 *
 * <p>By a request for a pre-vote, whose reply carries the last entry whether it is granted or not,
 * and which binds nobody.
 *
 * <p>Threads: the caller waits, one short-lived thread a peer asks.
 */
final class PeerLogs {

  private final RaftServer server;
  private final RaftServer.Division node;
  private final ThreadFactory threads;

  PeerLogs(RaftServer server, RaftServer.Division node) {
    this.server = server;
    this.node = node;
    this.threads = EngineThreads.factory(node.getId().toString(), "ask");
  }

  /** This node's own last entry; before everything if it has none. */
  TermIndex own() {
    return Optional.ofNullable(node.getRaftLog().getLastEntryTermIndex())
        .orElse(TermIndex.INITIAL_VALUE);
  }

  /** The last entries of those that answer within the bound. */
  Map<String, TermIndex> ask(List<String> peers, long boundMillis) {
    TermIndex own = own();
    Map<String, CompletableFuture<Optional<TermIndex>>> asked = new TreeMap<>();
    for (String peer : peers) {
      CompletableFuture<Optional<TermIndex>> answer = new CompletableFuture<>();
      threads.newThread(() -> answer.complete(askOne(peer, own))).start();
      asked.put(
          peer, answer.completeOnTimeout(Optional.empty(), boundMillis, TimeUnit.MILLISECONDS));
    }
    Map<String, TermIndex> answers = new TreeMap<>();
    asked.forEach((peer, answer) -> answer.join().ifPresent(last -> answers.put(peer, last)));
    return answers;
  }

  private Optional<TermIndex> askOne(String peer, TermIndex own) {
    RequestVoteRequestProto request =
        RequestVoteRequestProto.newBuilder()
            .setServerRequest(header(node, RaftPeerId.valueOf(peer), node.getId()))
            .setCandidateTerm(node.getInfo().getCurrentTerm())
            .setCandidateLastEntry(own.toProto())
            .setPreVote(true)
            .build();
    try {
      return Optional.of(
          TermIndex.valueOf(server.getServerRpc().requestVote(request).getLastEntry()));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  static RaftRpcRequestProto header(
      RaftServer.Division node, RaftPeerId to, RaftPeerId inTheNameOf) {
    return RaftRpcRequestProto.newBuilder()
        .setRequestorId(inTheNameOf.toByteString())
        .setReplyId(to.toByteString())
        .setRaftGroupId(
            RaftGroupIdProto.newBuilder().setId(node.getMemberId().getGroupId().toByteString()))
        .build();
  }
}
