package dev.incumbent.cluster.engine.rpc;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Comparator;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto.AppendResult;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotReplyProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.leader.FollowerInfo;
import org.apache.ratis.server.leader.LeaderState;
import org.apache.ratis.server.leader.LogAppenderBase;
import org.apache.ratis.server.raftlog.RaftLog;
import org.apache.ratis.statemachine.SnapshotInfo;
import org.apache.ratis.util.Timestamp;
import org.jspecify.annotations.Nullable;

/**
 * Sends a leader's log to one follower: one batch of entries at a time, and heartbeats beside it.
 *
 * <p>What came while a batch was under way makes the next one, so that a busy log is sent in large
 * batches and an idle one at once. Heartbeats do not wait for the follower's disk.
 *
 * <p>Threads: the library starts one that sends; replies are taken in on the line's.
 */
final class PeerLogAppender extends LogAppenderBase {

  private static final System.Logger LOG = System.getLogger(PeerLogAppender.class.getName());
  private static final long FIRST_PAUSE_MILLIS = 10;
  private static final int MOST_DOUBLINGS = 4;

  /** Permits: something may have changed since the sender looked. */
  private final Semaphore wake = new Semaphore(0);

  /** Guards the follower's next index and what is under way. */
  private final Object lock = new Object();

  private long lastCallId;
  private boolean entriesUnderWay;
  private int failures;
  private long pauseEndsNanos;

  PeerLogAppender(RaftServer.Division server, LeaderState state, FollowerInfo follower) {
    super(server, state, follower);
  }

  /**
   * Wakes the sender if there is something that it can do now: the library tells of much else, and
   * while a batch is under way its answer wakes the sender.
   */
  @Override
  public void notifyLogAppender() {
    if ((hasAppendEntries() && !hasPendingDataRequests()) || getHeartbeatWaitTimeMs() <= 0) {
      wake.release();
    }
  }

  @Override
  public long getCallId() {
    synchronized (lock) {
      return lastCallId;
    }
  }

  @Override
  public Comparator<Long> getCallIdComparator() {
    return Comparator.naturalOrder();
  }

  @Override
  public boolean hasPendingDataRequests() {
    synchronized (lock) {
      return entriesUnderWay;
    }
  }

  @Override
  public void run() throws InterruptedException, IOException {
    while (isRunning()) {
      wake.drainPermits();
      long waitMillis = pauseMillis();
      if (waitMillis <= 0) {
        if (!hasPendingDataRequests()) {
          sendEntries();
        }
        if (getHeartbeatWaitTimeMs() <= 0) {
          send(newRequest(true));
        }
        waitMillis = getHeartbeatWaitTimeMs();
      }
      getLeaderState().checkHealth(getFollower());
      var unused = wake.tryAcquire(Math.max(waitMillis, 1), TimeUnit.MILLISECONDS);
    }
  }

  private void sendEntries() throws IOException {
    SnapshotInfo snapshot = shouldInstallSnapshot();
    if (snapshot != null) {
      install(snapshot);
    } else if (hasAppendEntries()) {
      send(newRequest(false));
    }
  }

  private @Nullable AppendEntriesRequestProto newRequest(boolean heartbeat) throws IOException {
    synchronized (lock) {
      AppendEntriesRequestProto request = newAppendEntriesRequest(++lastCallId, heartbeat);
      entriesUnderWay |= request != null && request.getEntriesCount() > 0;
      return request;
    }
  }

  private void send(@Nullable AppendEntriesRequestProto request) throws IOException {
    if (request == null) {
      return;
    }
    boolean heartbeat = request.getEntriesCount() == 0;
    if (heartbeat) {
      resetHeartbeatTrigger();
    }
    Timestamp sent = Timestamp.currentTime();
    getFollower().updateLastRpcSendTime(heartbeat);
    CompletableFuture<AppendEntriesReplyProto> answer = rpc().append(request);
    var unused =
        answer
            .whenComplete(
                (reply, error) -> {
                  if (error == null) {
                    answered(request, sent, reply);
                  } else {
                    failed(heartbeat, error);
                  }
                })
            .exceptionally(this::untaken);
  }

  /** Those that were not reached are told already. */
  private @Nullable AppendEntriesReplyProto untaken(Throwable why) {
    if (!(why.getCause() instanceof IOException || why.getCause() instanceof TimeoutException)) {
      LOG.log(System.Logger.Level.WARNING, this + ": a reply could not be taken in", why);
    }
    return null;
  }

  private void answered(
      AppendEntriesRequestProto request, Timestamp sent, AppendEntriesReplyProto reply) {
    FollowerInfo follower = getFollower();
    follower.updateLastRespondedAppendEntriesSendTime(sent);
    follower.updateLastRpcResponseTime();
    boolean further;
    synchronized (lock) {
      failures = 0;
      further = takeIn(request, reply);
    }
    if (reply.getResult() == AppendResult.NOT_LEADER) {
      onFollowerTerm(reply.getTerm());
    }
    if (reply.getResult() == AppendResult.SUCCESS) {
      getLeaderState().onFollowerCommitIndex(follower, reply.getFollowerCommit());
    }
    if (further) {
      getLeaderState().onFollowerSuccessAppendEntries(follower);
    }
    getLeaderState().onAppendEntriesReply(this, reply);
    notifyLogAppender();
  }

  /** Whether the follower's log is now known to reach further. */
  private boolean takeIn(AppendEntriesRequestProto request, AppendEntriesReplyProto reply) {
    FollowerInfo follower = getFollower();
    boolean heartbeat = request.getEntriesCount() == 0;
    if (!heartbeat) {
      entriesUnderWay = false;
    }
    if (reply.getResult() == AppendResult.SUCCESS
        && follower.updateMatchIndex(reply.getMatchIndex())) {
      follower.updateNextIndex(reply.getMatchIndex() + 1);
      return true;
    }
    // A heartbeat's place in the log is told by the entries that are under way with it.
    if (reply.getResult() == AppendResult.INCONSISTENCY && !entriesUnderWay) {
      long first = heartbeat ? RaftLog.INVALID_LOG_INDEX : request.getEntries(0).getIndex();
      follower.setNextIndex(getNextIndexForInconsistency(first, reply.getNextIndex()));
    }
    return false;
  }

  private void failed(boolean heartbeat, Throwable why) {
    LOG.log(System.Logger.Level.DEBUG, "{0}: {1}", this, why);
    synchronized (lock) {
      if (!heartbeat) {
        entriesUnderWay = false;
      }
      long millis = FIRST_PAUSE_MILLIS << Math.min(failures++, MOST_DOUBLINGS);
      pauseEndsNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    }
    wake.release();
  }

  /** How long to let the follower alone after it was not reached. */
  private long pauseMillis() {
    synchronized (lock) {
      return failures == 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(pauseEndsNanos - System.nanoTime());
    }
  }

  /** Piece by piece; what fails is begun anew. */
  private void install(SnapshotInfo snapshot) throws InterruptedIOException {
    FollowerInfo follower = getFollower();
    try {
      for (InstallSnapshotRequestProto piece :
          newInstallSnapshotRequests(UUID.randomUUID().toString(), snapshot)) {
        follower.updateLastRpcSendTime(false);
        InstallSnapshotReplyProto reply = rpc().installSnapshot(piece);
        follower.updateLastRpcResponseTime();
        if (!isInstalling(reply)) {
          return;
        }
      }
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      failed(true, e);
      return;
    }
    follower.setSnapshotIndex(snapshot.getTermIndex().getIndex());
    follower.setAttemptedToInstallSnapshot();
    LOG.log(System.Logger.Level.INFO, "{0}: installed snapshot {1}", this, snapshot.getTermIndex());
  }

  /** Whether the next piece is wanted. */
  private boolean isInstalling(InstallSnapshotReplyProto reply) throws IOException {
    FollowerInfo follower = getFollower();
    switch (reply.getResult()) {
      case SUCCESS, IN_PROGRESS -> {
        return true;
      }
      case NOT_LEADER -> onFollowerTerm(reply.getTerm());
      case ALREADY_INSTALLED -> {
        follower.setSnapshotIndex(reply.getSnapshotIndex());
        follower.setAttemptedToInstallSnapshot();
        follower.updateNextIndex(reply.getSnapshotIndex() + 1);
      }
      default -> throw new IOException("the follower answered " + reply.getResult());
    }
    return false;
  }

  private PeerRpc rpc() {
    return (PeerRpc) getServerRpc();
  }
}
