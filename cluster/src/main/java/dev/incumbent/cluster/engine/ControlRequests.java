package dev.incumbent.cluster.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.SnapshotManagementRequest;
import org.apache.ratis.protocol.TransferLeadershipRequest;
import org.apache.ratis.server.RaftServer;

/**
 * What the engine asks of the node besides appending.
 *
 * <p>Threads: one at a time; the library may block it for a moment.
 */
final class ControlRequests {

  private static final System.Logger LOG = System.getLogger(ControlRequests.class.getName());

  private final RaftServer server;
  private final RaftServer.Division node;
  private final Snapshots snapshots;
  private final ClientId clientId = ClientId.randomId();
  private final AtomicLong calls = new AtomicLong();

  ControlRequests(RaftServer server, RaftServer.Division node, Snapshots snapshots) {
    this.server = server;
    this.node = node;
    this.snapshots = snapshots;
  }

  /** Completes with whether the target leads, at the latest after the timeout. */
  CompletableFuture<Boolean> transfer(String target, Duration timeout) {
    TransferLeadershipRequest request =
        new TransferLeadershipRequest(
            clientId,
            node.getId(),
            node.getMemberId().getGroupId(),
            calls.incrementAndGet(),
            RaftPeerId.valueOf(target),
            timeout.toMillis());
    try {
      return server
          .transferLeadershipAsync(request)
          .handle((reply, error) -> error == null && reply.isSuccess());
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "Leadership was not handed over", e);
      return CompletableFuture.completedFuture(false);
    }
  }

  /** Has the apply thread ask {@link Snapshots#poll} soon, even if nothing is applied. */
  void askForSnapshot() {
    SnapshotManagementRequest request =
        SnapshotManagementRequest.newCreate(
            clientId,
            node.getId(),
            node.getMemberId().getGroupId(),
            calls.incrementAndGet(),
            TimeUnit.SECONDS.toMillis(1),
            1);
    var unused = server.snapshotManagementAsync(request).whenComplete(this::onAsked);
  }

  private void onAsked(RaftClientReply reply, Throwable error) {
    if (error == null && reply.isSuccess()) {
      snapshots.answerIfNothingNew(reply.getLogIndex());
    }
  }
}
